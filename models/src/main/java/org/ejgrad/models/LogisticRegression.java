// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models;

/**
 * The probability of class 1 is sigmoid(x W + b): one neuron, with binary cross-entropy. The loss
 * is convex; weights start at 0.
 */
public final class LogisticRegression {
  private LogisticRegression() {}

  /** Two classes, given as 0 and 1. */
  public static Network of(int features) {
    return Mlp.layers(features, 1).head(Head.BINARY).initializer(Initializers.zeros()).build();
  }
}
