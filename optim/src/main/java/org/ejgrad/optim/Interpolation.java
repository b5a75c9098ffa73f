// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

/** How a schedule goes from one value to the next. */
public enum Interpolation {
  /** from + (to - from) share. */
  LINEAR {
    @Override
    double between(double from, double to, double share) {
      return from + (to - from) * share;
    }
  },

  /** to + (from - to) (1 + cos(pi share)) / 2: a half wave, flat at both ends. */
  COSINE {
    @Override
    double between(double from, double to, double share) {
      return to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
    }
  };

  /** The value at a share of the way, in [0, 1]. */
  abstract double between(double from, double to, double share);
}
