// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models;

import static com.google.common.base.Preconditions.checkArgument;

import org.ejml.data.DMatrixRMaj;

/** The usual initialisers. Biases start at 0 with all of them. */
public final class Initializers {
  private Initializers() {}

  /**
   * Normal numbers N(mu, sigma^2).
   *
   * @param mu mean, any finite number
   * @param sigma standard deviation, at least 0
   */
  public static Initializer normal(double mu, double sigma) {
    checkArgument(Double.isFinite(mu), "normal: mu must be finite, got %s", mu);
    checkArgument(
        sigma >= 0 && Double.isFinite(sigma), "normal: sigma must be >= 0, got %s", sigma);
    return (fanIn, fanOut, random) -> random.normal(fanIn, fanOut, mu, sigma);
  }

  /**
   * Uniform in +-sqrt(6 / (fanIn + fanOut)), for sigmoid and tanh (Glorot and Bengio 2010, equation
   * 16).
   */
  public static Initializer xavier() {
    return (fanIn, fanOut, random) -> {
      double bound = Math.sqrt(6.0 / (fanIn + fanOut));
      return random.uniform(fanIn, fanOut, -bound, bound);
    };
  }

  /** Normal with sigma sqrt(2 / fanIn), for relu (He et al. 2015, equation 10). */
  public static Initializer he() {
    return (fanIn, fanOut, random) -> random.normal(fanIn, fanOut, 0, Math.sqrt(2.0 / fanIn));
  }

  /** All 0: right where the loss is convex, useless for hidden layers, which would stay equal. */
  public static Initializer zeros() {
    return (fanIn, fanOut, random) -> new DMatrixRMaj(fanIn, fanOut);
  }
}
