// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models;

/**
 * The probabilities of the classes are softmax(x W + b), with cross-entropy. The loss is convex;
 * weights start at 0.
 */
public final class SoftmaxRegression {
  private SoftmaxRegression() {}

  /** Classes are given as whole numbers from 0. */
  public static Network of(int features, int classes) {
    return SoftmaxMlp.layers(features, classes).initializer(Initializers.zeros()).build();
  }
}
