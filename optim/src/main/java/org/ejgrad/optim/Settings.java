// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

/** Checks of settings, made once at construction. All of them refuse NaN. */
final class Settings {
  private Settings() {}

  /** A finite number above 0. */
  static double positive(String what, double value) {
    return require(value > 0 && value < Double.POSITIVE_INFINITY, what, "finite and > 0", value);
  }

  /** A finite number not below 0. */
  static double notNegative(String what, double value) {
    return require(value >= 0 && value < Double.POSITIVE_INFINITY, what, "finite and >= 0", value);
  }

  /** Any finite number. */
  static double finite(String what, double value) {
    return require(Double.isFinite(value), what, "finite", value);
  }

  /** The weight of the past in an average or a velocity. */
  static double decay(String what, double value) {
    return require(value >= 0 && value < 1, what, "in [0, 1)", value);
  }

  /** A share that must not vanish. */
  static double share(String what, double value) {
    return require(value > 0 && value <= 1, what, "in (0, 1]", value);
  }

  /** A share that is neither nothing nor all. */
  static double openShare(String what, double value) {
    return require(value > 0 && value < 1, what, "in (0, 1)", value);
  }

  /** A share that may be nothing or all. */
  static double probability(String what, double value) {
    return require(value >= 0 && value <= 1, what, "in [0, 1]", value);
  }

  /** A finite number of at least 1. */
  static double atLeastOne(String what, double value) {
    return require(value >= 1 && value < Double.POSITIVE_INFINITY, what, "finite and >= 1", value);
  }

  /** A count of at least 1. */
  static long count(String what, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + ": must be >= 1, got " + value);
    }
    return value;
  }

  private static double require(boolean holds, String what, String range, double value) {
    if (!holds) {
      throw new IllegalArgumentException(what + ": must be " + range + ", got " + value);
    }
    return value;
  }
}
