// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

/** Which half of a matrix {@link Expr#solveTriangular} reads, and what its diagonal is. */
public enum Triangle {
  /** The diagonal and what is below it. */
  LOWER(true, false),
  /** The diagonal and what is above it. */
  UPPER(false, false),
  /** What is below the diagonal; the diagonal counts as ones. */
  UNIT_LOWER(true, true),
  /** What is above the diagonal; the diagonal counts as ones. */
  UNIT_UPPER(false, true);

  final boolean lower;
  final boolean unit;

  Triangle(boolean lower, boolean unit) {
    this.lower = lower;
    this.unit = unit;
  }

  /** The same triangle of the transpose. */
  Triangle flipped() {
    return switch (this) {
      case LOWER -> UPPER;
      case UPPER -> LOWER;
      case UNIT_LOWER -> UNIT_UPPER;
      case UNIT_UPPER -> UNIT_LOWER;
    };
  }
}
