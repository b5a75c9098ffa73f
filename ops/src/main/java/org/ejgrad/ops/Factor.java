// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;

/**
 * The packed factor of a matrix. The ops that use a factor take the matrix a as their first input
 * and its factor as the second, and their reverse rules are stated in a: no derivative flows
 * through the factor. So solves, their gradients and the gradients of those share one factor node,
 * and a part whose cotangent is absent from a graph costs nothing.
 */
record Factor(Factorization kind, Note called) implements RoundingAwareOp {
  @Override
  public String label() {
    return kind.label;
  }

  @Override
  public String calledAs() {
    return called.text();
  }

  @Override
  public String role(int input, int count) {
    return "a";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return kind.packed(inputs.get(0));
  }

  @Override
  public boolean differentiable(int input) {
    return false;
  }

  @Override
  public boolean mayFail() {
    return true;
  }

  @Override
  public Kernel kernelFor(List<Shape> inputs, Precision kept) {
    return new MatrixKernel(1, kind.work(inputs.get(0), kept));
  }

  /** Some ten times the n^3 / 3 multiply-adds of the cheapest of them. */
  @Override
  public double cost(List<Shape> inputs, Shape result) {
    Shape a = inputs.get(0);
    return 3.0 * a.elements() * Math.min(a.rows(), a.cols());
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of();
  }
}
