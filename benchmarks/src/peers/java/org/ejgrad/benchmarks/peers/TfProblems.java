// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks.peers;

import java.util.List;
import java.util.stream.IntStream;
import org.ejgrad.benchmarks.CellProblem;
import org.ejgrad.benchmarks.ClassifierProblem;
import org.ejgrad.benchmarks.CurvatureProblem;
import org.ejgrad.benchmarks.LinearProblem;
import org.ejgrad.benchmarks.MiniBatchProblem;
import org.ejgrad.benchmarks.NestedSinProblem;
import org.ejgrad.benchmarks.RosenbrockProblem;
import org.ejgrad.benchmarks.Run;
import org.ejgrad.benchmarks.SampleProblem;
import org.ejgrad.benchmarks.TanhExpProblem;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.family.TFloating;

/** The problems as graphs, in one number type. */
final class TfProblems<T extends TFloating> {
  private final TfModel<T> model;
  private final Ops tf;

  TfProblems(TfNumbers<T> numbers) {
    model = new TfModel<>(numbers);
    tf = model.tf;
  }

  Run cell(CellProblem problem) {
    Operand<T> x = model.constant(problem.points());
    Operand<T> y = model.constant(problem.targets());
    List<Variable<T>> parameters = model.variables(problem.parameters());
    Operand<T> loss =
        model.binaryCrossEntropy(model.logits(x, parameters, z -> tf.math.sigmoid(z)), y);
    return TfRun.training(
        model, runner -> {}, model.descend(loss, parameters, CellProblem.RATE), parameters);
  }

  Run classifier(ClassifierProblem problem) {
    Placeholder<T> images = model.input(problem.batch(), problem.layers().get(0));
    Placeholder<T> oneHot = model.input(problem.batch(), problem.oneHot().numCols);
    List<Variable<T>> parameters = model.variables(problem.parameters());
    Operand<T> logits = model.logits(images, parameters, z -> tf.nn.relu(z));
    Operand<T> loss = model.softmaxCrossEntropy(logits, oneHot);
    T imageBatch = model.tensor(problem.images());
    T oneHotBatch = model.tensor(problem.oneHot());
    return TfRun.training(
        model,
        runner -> runner.feed(images, imageBatch).feed(oneHot, oneHotBatch),
        model.adam(loss, parameters, ClassifierProblem.RATE),
        parameters);
  }

  Run curvature(CurvatureProblem problem) {
    ClassifierProblem classifier = problem.classifier();
    Placeholder<T> images = model.input(classifier.batch(), classifier.layers().get(0));
    Placeholder<T> oneHot = model.input(classifier.batch(), classifier.oneHot().numCols);
    List<Variable<T>> parameters = model.variables(classifier.parameters());
    List<Variable<T>> direction = model.variables(problem.direction());
    // TensorFlow has no gradient of relu's gradient in C++, but has one of maximum's.
    Operand<T> zero = model.number(0);
    Operand<T> logits = model.logits(images, parameters, z -> tf.math.maximum(z, zero));
    List<Operand<T>> gradients =
        model.gradients(model.softmaxCrossEntropy(logits, oneHot), parameters);
    Operand<T> slope =
        IntStream.range(0, gradients.size())
            .mapToObj(k -> model.sum(tf.math.mul(gradients.get(k), direction.get(k))))
            .reduce((a, b) -> tf.math.add(a, b))
            .orElseThrow();
    T imageBatch = model.tensor(classifier.images());
    T oneHotBatch = model.tensor(classifier.oneHot());
    return TfRun.function(
        model,
        runner -> runner.feed(images, imageBatch).feed(oneHot, oneHotBatch),
        model.gradients(slope, parameters));
  }

  Run sample(SampleProblem problem) {
    List<T> imageTensors =
        IntStream.range(0, problem.samples())
            .mapToObj(i -> model.tensor(problem.image(i)))
            .toList();
    List<T> oneHotTensors =
        IntStream.range(0, problem.samples())
            .mapToObj(i -> model.tensor(problem.oneHot(i)))
            .toList();
    Placeholder<T> image = model.input(1, problem.layers().get(0));
    Placeholder<T> oneHot = model.input(1, problem.oneHot(0).numCols);
    List<Variable<T>> parameters = model.variables(problem.parameters());
    Operand<T> logits = model.logits(image, parameters, z -> tf.math.sigmoid(z));
    Operand<T> loss = model.softmaxCrossEntropy(logits, oneHot);
    InTurn turn = new InTurn(problem.samples());
    return TfRun.training(
        model,
        runner -> {
          int i = turn.next();
          runner.feed(image, imageTensors.get(i)).feed(oneHot, oneHotTensors.get(i));
        },
        model.descend(loss, parameters, SampleProblem.RATE),
        parameters);
  }

  /** Batches are tensors made before, and fed. */
  Run miniBatch(MiniBatchProblem problem) {
    DMatrixRMaj x = problem.x();
    DMatrixRMaj y = problem.y();
    List<T> batchesX =
        IntStream.range(0, problem.batches()).mapToObj(i -> batch(x, i, problem.batch())).toList();
    List<T> batchesY =
        IntStream.range(0, problem.batches()).mapToObj(i -> batch(y, i, problem.batch())).toList();
    Placeholder<T> inputX = model.input(problem.batch(), problem.features());
    Placeholder<T> inputY = model.input(problem.batch(), 1);
    List<Variable<T>> parameters = model.variables(List.of(problem.theta()));
    Operand<T> residual = tf.math.sub(tf.linalg.matMul(inputX, parameters.get(0)), inputY);
    Operand<T> loss = model.mean(tf.math.square(residual));
    InTurn turn = new InTurn(problem.batches());
    return TfRun.training(
        model,
        runner -> {
          int i = turn.next();
          runner.feed(inputX, batchesX.get(i)).feed(inputY, batchesY.get(i));
        },
        model.adam(loss, parameters, MiniBatchProblem.RATE),
        parameters);
  }

  private T batch(DMatrixRMaj data, int i, int rows) {
    return model.tensor(CommonOps_DDRM.extract(data, i * rows, (i + 1) * rows, 0, data.numCols));
  }

  Run linear(LinearProblem problem) {
    Operand<T> x = model.constant(problem.x());
    Operand<T> y = model.constant(problem.y());
    Variable<T> theta = model.variable(problem.theta());
    Operand<T> residual = tf.math.sub(tf.linalg.matMul(x, theta), y);
    return gradient(model.mean(tf.math.square(residual)), theta);
  }

  Run tanhExp(TanhExpProblem problem) {
    Variable<T> x = model.variable(problem.x());
    Operand<T> line = tf.math.add(model.times(x, TanhExpProblem.A), model.number(TanhExpProblem.B));
    // Not by square: its gradient ends the process here, by a fault in native code.
    Operand<T> bell = tf.math.exp(model.times(tf.math.mul(x, x), -TanhExpProblem.C));
    return gradient(model.sum(tf.math.mul(tf.math.tanh(line), bell)), x);
  }

  Run rosenbrock(RosenbrockProblem problem) {
    int pairs = problem.dimensions() - 1;
    Variable<T> x = model.variable(problem.x());
    Operand<T> head = tf.slice(x, tf.array(0, 0), tf.array(pairs, 1));
    Operand<T> tail = tf.slice(x, tf.array(1, 0), tf.array(pairs, 1));
    Operand<T> valley = tf.math.square(tf.math.sub(tail, tf.math.square(head)));
    Operand<T> slope = tf.math.square(tf.math.sub(model.number(1), head));
    return gradient(model.sum(tf.math.add(model.times(valley, 100), slope)), x);
  }

  Run nestedSin(NestedSinProblem problem) {
    Variable<T> x = model.variable(new DMatrixRMaj(1, 1, true, NestedSinProblem.X));
    Operand<T> y = x;
    for (int i = 0; i < problem.depth(); i++) {
      y = tf.math.sin(y);
    }
    return gradient(y, x);
  }

  private Run gradient(Operand<T> loss, Variable<T> x) {
    return TfRun.function(model, runner -> {}, model.gradients(loss, List.of(x)));
  }
}
