// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.graph;

/** One step of the compiler: a graph in, a graph with the same results, to the bit, out. */
interface Pass {
  /** What printed compilations call it. */
  String title();

  NodeList apply(NodeList list);
}
