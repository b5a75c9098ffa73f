// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

import java.util.function.IntPredicate;

/**
 * What the reverse pass knows about a node besides its cotangent, for the few rules that can use
 * it.
 *
 * @param wanted for which inputs the cotangent is used
 * @param selected whether the graph that is differentiated holds a {@linkplain Op#selects
 *     selection}: a cotangent may then be 0 just where the value, or what it is computed from, is
 *     NaN or infinite, and such an element must contribute exactly 0, not 0 times NaN. Not only
 *     before the selection: a second derivative meets what the first one left out.
 */
public record Demand(IntPredicate wanted, boolean selected) {
  /** The cotangents of all inputs; no selection. */
  public static final Demand ALL = new Demand(input -> true, false);

  /** Whether the cotangent of input number {@code input} is used. */
  public boolean wants(int input) {
    return wanted.test(input);
  }
}
