// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.Collections;
import java.util.List;

/**
 * How the rows of a result hang on the rows of the inputs. Ops that say so are run block of rows by
 * block of rows, a chain of them at a time, so that what passes between them stays in the cache.
 *
 * @param kind what the result's rows are
 * @param byElement whether rows, too, may be cut: an element of the result, or a summand of a
 *     number, hangs on the same column alone of every input that has as many columns as what is
 *     cut. The kernel then meets pieces of one row, and goes by {@link Block#cols}
 * @param byRow for each input, whether row i of it is needed only for row i of the result or sum;
 *     otherwise all of it is needed throughout
 */
public record RowRule(Kind kind, boolean byElement, List<Boolean> byRow) {
  /** What a block of rows of the inputs gives. */
  public enum Kind {
    /** The same rows of the result. */
    EACH,
    /** A summand of the whole result. */
    SUM,
    /** Nothing: the op needs whole inputs. */
    WHOLE
  }

  /** No block has more rows than this where an op needs a whole matrix. */
  public static final int MOST_ROWS = 256;

  /** No block has more rows than this at all, and no piece of a row more columns. */
  public static final int PIECE = 4096;

  /** Elements of the widest value of a block with a sum: a whole 256 KiB cache. */
  static final int SUMMED_ELEMENTS = 8 * PIECE;

  /** So many rows at most are added up before their sum is added with compensation. */
  private static final int MOST_SUMMED = 1024;

  /** So many rows are tasks enough for all threads. */
  private static final int MANY_ROWS = 16;

  /** A sum with more elements than this is not made block by block, whatever its op says. */
  public static final int LARGEST_SUM = 4096;

  /** An op that cannot be cut into blocks. */
  public static final RowRule WHOLE = new RowRule(Kind.WHOLE, false, List.of());

  private static final RowRule[] ELEMENTWISE = {
    WHOLE, eachElement(true), eachElement(true, true), eachElement(true, true, true)
  };

  public RowRule {
    byRow = List.copyOf(byRow);
  }

  /** Each row needs the same row of all inputs; the same object for all ops of this arity. */
  static RowRule elementwise(int inputs) {
    return inputs < ELEMENTWISE.length
        ? ELEMENTWISE[inputs]
        : new RowRule(Kind.EACH, true, Collections.nCopies(inputs, true));
  }

  /**
   * Each element needs the same row of these inputs, and of all inputs that are as wide the same
   * column only.
   */
  public static RowRule eachElement(Boolean... byRow) {
    return new RowRule(Kind.EACH, true, List.of(byRow));
  }

  /** The result is a number, the sum over the elements of these inputs. */
  public static RowRule sumOfElements(Boolean... byRow) {
    return new RowRule(Kind.SUM, true, List.of(byRow));
  }

  /** Whether ops by element cut the rows of such matrices: few, and long. */
  static boolean isWide(Shape shape) {
    return shape.cols() > PIECE && shape.rows() < MANY_ROWS;
  }

  /** No block has more rows than this where an op adds up rows of at most so many columns. */
  public static int mostSummed(int cols) {
    int narrow = Math.min(MOST_SUMMED, PIECE / Math.max(1, cols));
    int wide = Math.min(MOST_ROWS, SUMMED_ELEMENTS / Math.max(1, cols));
    return Math.max(1, Integer.highestOneBit(Math.max(narrow, wide)));
  }

  /** Row i of the result needs row i of these inputs. */
  public static RowRule each(Boolean... byRow) {
    return new RowRule(Kind.EACH, false, List.of(byRow));
  }

  /** The result is a sum over the rows of these inputs. */
  public static RowRule sum(Boolean... byRow) {
    return new RowRule(Kind.SUM, false, List.of(byRow));
  }
}
