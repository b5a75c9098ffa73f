// SPDX-License-Identifier: Apache-2.0
/**
 * Expression graphs over matrices: built, differentiated, compiled, run. No mathematics lives here;
 * an op comes from outside and fulfils one contract.
 *
 * <pre>
 *  Operand ── node() ──▶ Node: Input | Parameter (reads a Cell) | Constant | Application of an Op
 *                          │
 *                          │ Gradients: from y backwards, each op's reverse rule, as a graph again
 *                          ▼
 *  outputs, Updates ──▶ Program.compile ── passes over a NodeList ── MemoryPlan ──▶ Program
 *                                                                                  │ workspace()
 *                                                                                  ▼
 *                              Workspace: set inputs, run, read results; cells are written last
 *
 *  MemoryPlan: Stages put nodes that pass values row by row into a Group; places for their values
 *  Workspace:  a GroupRun a group ── tasks, fixed by shape ──▶ Workers ──▶ a Lane a thread:
 *              Instructions (an op's Kernel on Blocks of matrices), in double or float
 * </pre>
 *
 * <p>Where to read: {@link org.ejgrad.graph.Node} and {@link org.ejgrad.graph.Op} are the
 * vocabulary, {@link org.ejgrad.graph.Gradients} is differentiation, {@link
 * org.ejgrad.graph.Program} and {@link org.ejgrad.graph.Workspace} are compiling and running,
 * {@link org.ejgrad.graph.Structure} holds the few ops that accumulating and shaping need. {@code
 * NodeList} is the one way in which all of them walk a graph: iteratively, in a fixed order.
 */
@NullMarked
package org.ejgrad.graph;

import org.jspecify.annotations.NullMarked;
