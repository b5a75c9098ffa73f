// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import org.jspecify.annotations.Nullable;

/**
 * The numbers of a {@link Cell}, in the precision they were last written in, and in the other one
 * once somebody asked. Beside the present numbers lies a spare array a precision: a run computes
 * the next value there, and {@link #commit} makes it the present one, so that a run changes all its
 * cells or none and nothing is copied.
 */
final class CellValue {
  private final int length;
  private final Side doubles = new Side();
  private final Side floats = new Side();

  /** One precision: blocks of length x 1, or none as long as nobody asked. */
  private static final class Side {
    private volatile @Nullable Block present;
    private volatile @Nullable Block spare;

    /** Written after the numbers, so that whoever reads true sees them. */
    private volatile boolean current;
  }

  CellValue(int length, double[] initial) {
    this.length = length;
    doubles.present = Block.allocate(length, 1, Precision.FLOAT64);
    System.arraycopy(initial, 0, doubles.present.doubles, 0, length);
    doubles.current = true;
  }

  private Side side(Precision precision) {
    return precision == Precision.FLOAT64 ? doubles : floats;
  }

  /** The present numbers. Not to be modified. */
  Block present(Precision precision) {
    Side side = side(precision);
    Block present = side.present;
    return side.current && present != null ? present : converted(precision);
  }

  private synchronized Block converted(Precision precision) {
    Side to = side(precision);
    Block present = to.present;
    if (present == null) {
      present = Block.allocate(length, 1, precision);
      to.present = present;
    }
    Block from = (to == doubles ? floats : doubles).present;
    if (!to.current && from != null) {
      present.copy(0, from, 0, length);
      to.current = true;
    }
    return present;
  }

  /** Where the next value is computed. Whoever asks first makes the room. */
  Block spare(Precision precision) {
    Block spare = side(precision).spare;
    return spare == null ? roomFor(precision) : spare;
  }

  private synchronized Block roomFor(Precision precision) {
    Side side = side(precision);
    Block spare = side.spare;
    if (spare == null) {
      spare = Block.allocate(length, 1, precision);
      side.spare = spare;
    }
    return spare;
  }

  /** Makes the spare numbers the present ones. */
  synchronized void commit(Precision precision) {
    Side written = side(precision);
    Block spare = spare(precision);
    written.spare = written.present;
    written.present = spare;
    written.current = true;
    (written == doubles ? floats : doubles).current = false;
  }
}
