// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.Collections;
import java.util.List;

/**
 * How the rows of a result hang on the rows of the inputs. Ops that say so are run block of rows by
 * block of rows, a chain of them at a time, so that what passes between them stays in the cache.
 *
 * @param kind what the result's rows are
 * @param byRow for each input, whether row i of it is needed only for row i of the result or sum;
 *     otherwise all of it is needed throughout
 */
public record RowRule(Kind kind, List<Boolean> byRow) {
  /** What a block of rows of the inputs gives. */
  public enum Kind {
    /** The same rows of the result. */
    EACH,
    /** A summand of the whole result. */
    SUM,
    /** Nothing: the op needs whole inputs. */
    WHOLE
  }

  /** No block has more rows than this where an op needs whole inputs, or sums. */
  public static final int MOST_ROWS = 256;

  /** A sum with more elements than this is not made block by block, whatever its op says. */
  public static final int LARGEST_SUM = 4096;

  /** An op that cannot be cut into blocks. */
  public static final RowRule WHOLE = new RowRule(Kind.WHOLE, List.of());

  private static final RowRule[] ELEMENTWISE = {
    WHOLE, each(true), each(true, true), each(true, true, true)
  };

  public RowRule {
    byRow = List.copyOf(byRow);
  }

  /** Each row needs the same row of all inputs; the same object for all ops of this arity. */
  static RowRule elementwise(int inputs) {
    return inputs < ELEMENTWISE.length
        ? ELEMENTWISE[inputs]
        : new RowRule(Kind.EACH, Collections.nCopies(inputs, true));
  }

  /** Row i of the result needs row i of these inputs. */
  public static RowRule each(Boolean... byRow) {
    return new RowRule(Kind.EACH, List.of(byRow));
  }

  /** The result is a sum over the rows of these inputs. */
  public static RowRule sum(Boolean... byRow) {
    return new RowRule(Kind.SUM, List.of(byRow));
  }
}
