// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.List;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;

/**
 * Layers h = activation(h W + b) with a head on the last: a multilayer perceptron, and without
 * hidden layers a linear, logistic or softmax regression. The parameters are W1, b1, W2, b2, ...;
 * Wk is fanIn x fanOut, bk is 1 x fanOut and starts at 0.
 */
public final class Network implements Model {
  private final List<Integer> layers;
  private final Activation activation;
  private final Head head;
  private final List<Expr> parameters;
  private final Predictor predictor;

  Network(
      List<Integer> layers, Activation activation, Head head, Initializer initializer, long seed) {
    this.layers = List.copyOf(layers);
    this.activation = activation;
    this.head = head;
    CounterRandom random = CounterRandom.of(seed);
    List<Expr> made = new ArrayList<>();
    for (int k = 1; k < layers.size(); k++) {
      int fanIn = layers.get(k - 1);
      int fanOut = layers.get(k);
      made.add(Autograd.parameter("W" + k, initializer.weights(fanIn, fanOut, random.stream(k))));
      made.add(Autograd.parameter("b" + k, new DMatrixRMaj(1, fanOut)));
    }
    this.parameters = List.copyOf(made);
    this.predictor = new Predictor(this, parameters);
  }

  /** Widths from the features to the outputs. */
  public List<Integer> layers() {
    return layers;
  }

  /** What hidden layers apply. */
  public Activation activation() {
    return activation;
  }

  /** What the outputs mean. */
  public Head head() {
    return head;
  }

  @Override
  public List<Expr> parameters() {
    return parameters;
  }

  @Override
  public int featureCount() {
    return layers.get(0);
  }

  @Override
  public int targetCount() {
    return head == Head.LINEAR ? layers.get(layers.size() - 1) : 1;
  }

  /** The last layer's values, before the head: logits for a classifier. */
  public Expr output(Expr x, List<Expr> theta) {
    checkArgument(
        theta.size() == parameters.size(),
        "network: %s parameters are needed, got %s",
        parameters.size(),
        theta.size());
    Expr h = x;
    for (int k = 0; k < theta.size(); k += 2) {
      h = h.mult(theta.get(k)).plus(theta.get(k + 1));
      if (k + 2 < theta.size()) {
        h = activation.of(h);
      }
    }
    return h;
  }

  @Override
  public Expr predictions(Expr x, List<Expr> theta) {
    return head.predictions(output(x, theta));
  }

  @Override
  public Expr loss(Expr x, Expr targets, List<Expr> theta) {
    return head.loss(output(x, theta), targets);
  }

  @Override
  public DMatrixRMaj predict(DMatrixRMaj features) {
    return predictor.predict(features);
  }
}
