// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;

/**
 * A part of a {@link Factor}, taken out of it, whose reverse rule is stated in the matrix a.
 *
 * @param called what it was made for
 */
record PartOfFactor(FactorPart kind, Note called) implements ExprOp {
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
    return input == 0 ? "a" : "factor";
  }

  @Override
  public boolean differentiable(int input) {
    return input == 0;
  }

  /** Notes the user's line, which {@link GapQuotients} tells. */
  @Override
  public boolean mayFail() {
    return true;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return kind.partOf(inputs.get(0));
  }

  @Override
  public Numbers numbers() {
    return Numbers.ANY_TYPE;
  }

  /** A column of values is packed as a row: the same numbers in the same order. */
  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    int from = kind.firstRow(inputs.get(0)) * inputs.get(1).cols();
    return (x, y) -> y.copy(0, x[1], from, y.length());
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of(kind.aBar(called, x.get(0), x.get(1), y, yBar));
  }
}
