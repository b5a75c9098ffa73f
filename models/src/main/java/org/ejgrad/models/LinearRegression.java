// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models;

/**
 * y = x W + b with the mean squared error. The loss is convex; weights start at 0.
 *
 * <p>Gradients: W: 2/(mk) x' (x W + b - y), b: 2/(mk) times the column sums of the residuals, for m
 * rows and k targets.
 */
public final class LinearRegression {
  private LinearRegression() {}

  /** One target. */
  public static Network of(int features) {
    return of(features, 1);
  }

  /** Several targets at once. */
  public static Network of(int features, int targets) {
    return Mlp.layers(features, targets).initializer(Initializers.zeros()).build();
  }
}
