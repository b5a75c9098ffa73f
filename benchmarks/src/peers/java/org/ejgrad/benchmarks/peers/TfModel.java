// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.family.TFloating;

/** A graph under construction, in one number type. */
final class TfModel<T extends TFloating> {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  final Graph graph = new Graph();
  final Ops tf = Ops.create(graph);
  private final TfNumbers<T> numbers;
  private int gradientCalls;

  TfModel(TfNumbers<T> numbers) {
    this.numbers = numbers;
  }

  T tensor(DMatrixRMaj matrix) {
    return numbers.tensor().apply(matrix);
  }

  Operand<T> constant(DMatrixRMaj matrix) {
    return tf.constantOf(tensor(matrix));
  }

  Operand<T> number(double value) {
    return tf.constantOf(numbers.number().apply(value));
  }

  Placeholder<T> input(long rows, long cols) {
    return tf.placeholder(numbers.type(), Placeholder.shape(Shape.of(rows, cols)));
  }

  Variable<T> variable(DMatrixRMaj initial) {
    return tf.variable(constant(initial));
  }

  List<Variable<T>> variables(List<DMatrixRMaj> initial) {
    return initial.stream().map(this::variable).toList();
  }

  /** The mean of all elements. */
  Operand<T> mean(Operand<T> x) {
    return tf.math.mean(x, tf.array(0, 1), Mean.keepDims(false));
  }

  Operand<T> sum(Operand<T> x) {
    return tf.sum(x, tf.array(0, 1));
  }

  Operand<T> times(Operand<T> x, double factor) {
    return tf.math.mul(x, number(factor));
  }

  /** Layers with this activation, the last one without. */
  Operand<T> logits(
      Operand<T> x, List<Variable<T>> parameters, UnaryOperator<Operand<T>> activation) {
    Operand<T> y = x;
    for (int k = 0; k < parameters.size(); k += 2) {
      Operand<T> z = tf.math.add(tf.linalg.matMul(y, parameters.get(k)), parameters.get(k + 1));
      y = k + 2 < parameters.size() ? activation.apply(z) : z;
    }
    return y;
  }

  /**
   * The mean over rows of -sum(t logSoftmax(z)). The gradient of TensorFlow's own op for it fails
   * in double, because it makes a constant in float.
   */
  Operand<T> softmaxCrossEntropy(Operand<T> logits, Operand<T> oneHot) {
    Operand<T> logs = tf.math.mul(oneHot, tf.nn.logSoftmax(logits));
    return tf.math.neg(tf.math.mean(tf.sum(logs, tf.array(1)), tf.array(0)));
  }

  /** The mean of softplus(z) - z t. */
  Operand<T> binaryCrossEntropy(Operand<T> logits, Operand<T> targets) {
    return mean(tf.math.sub(tf.math.softplus(logits), tf.math.mul(logits, targets)));
  }

  List<Operand<T>> gradients(Operand<T> loss, List<? extends Operand<T>> wrt) {
    Output<?>[] targets = wrt.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
    List<Operand<T>> gradients = new ArrayList<>();
    // A seed of our own: the default, OnesLike, has no gradient for a second derivative.
    Output<?>[] seed = {number(1).asOutput()};
    Output<?>[] losses = {loss.asOutput()};
    String prefix = "gradients" + ++gradientCalls;
    for (Output<?> gradient : graph.addGradients(prefix, losses, targets, seed)) {
      gradients.add(typed(gradient));
    }
    return gradients;
  }

  @SuppressWarnings("unchecked") // the type of a gradient is that of its target
  private Output<T> typed(Output<?> gradient) {
    return (Output<T>) gradient;
  }

  /** Updates wait for all gradients, because the backward pass reads the variables. */
  List<Op> descend(Operand<T> loss, List<Variable<T>> parameters, double rate) {
    List<Operand<T>> gradients = gradients(loss, parameters);
    Ops after = tf.withControlDependencies(new ArrayList<Op>(gradients));
    List<Op> updates = new ArrayList<>();
    for (int k = 0; k < parameters.size(); k++) {
      updates.add(
          after.train.applyGradientDescent(parameters.get(k), number(rate), gradients.get(k)));
    }
    return updates;
  }

  /**
   * TensorFlow's kernel adds epsilon to the root of the uncorrected v; with epsilon times sqrt(1 -
   * beta2^t) it is the paper's.
   */
  List<Op> adam(Operand<T> loss, List<Variable<T>> parameters, double rate) {
    List<Operand<T>> gradients = gradients(loss, parameters);
    Variable<T> power1 = tf.variable(number(BETA1));
    Variable<T> power2 = tf.variable(number(BETA2));
    Operand<T> epsilon = times(tf.math.sqrt(tf.math.sub(number(1), power2)), EPSILON);
    List<Op> ready = new ArrayList<>(gradients);
    ready.add(epsilon);
    Ops after = tf.withControlDependencies(ready);
    List<Op> updates = new ArrayList<>();
    for (int k = 0; k < parameters.size(); k++) {
      Variable<T> parameter = parameters.get(k);
      DMatrixRMaj zeros =
          new DMatrixRMaj((int) parameter.shape().get(0), (int) parameter.shape().get(1));
      updates.add(
          after.train.applyAdam(
              parameter,
              variable(zeros),
              variable(zeros),
              power1,
              power2,
              number(rate),
              number(BETA1),
              number(BETA2),
              epsilon,
              gradients.get(k)));
    }
    Ops last = tf.withControlDependencies(updates);
    return Arrays.asList(
        last.assign(power1, last.math.mul(power1, number(BETA1))),
        last.assign(power2, last.math.mul(power2, number(BETA2))));
  }
}
