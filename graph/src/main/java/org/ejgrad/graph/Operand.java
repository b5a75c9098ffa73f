// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

/**
 * Anything that stands for a node: a {@link Node} itself, a {@link Cell}, or the fluent expression
 * of the {@code ops} module. Every entry point of this module takes operands, so users never
 * unwrap.
 */
public interface Operand {
  /** The node this stands for. */
  Node node();
}
