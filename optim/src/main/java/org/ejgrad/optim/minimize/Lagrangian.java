// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/**
 * The augmented Lagrangian of Powell, Hestenes and Rockafellar, with multipliers and penalty as
 * parameters of one expression:
 *
 * <pre>
 * L = f - lambda'h + rho/2 |h|^2 + 1/(2 rho) sum_i (max(0, nu_i - rho c_i)^2 - nu_i^2)
 * </pre>
 *
 * with f, h and c times given weights; multipliers are handed out for f, h and c themselves.
 */
final class Lagrangian {
  private final Objective objective;
  private final LagrangianWeights weights;
  private final List<Part> parts = new ArrayList<>();
  private final Expr penalty = Autograd.parameter("penalty", new DMatrixRMaj(1, 1));
  private final Expr theta;
  private final Expr value;
  private final Workspace values;

  /** Constraints of one kind with their weights and multipliers. */
  private record Part(
      boolean isEquality,
      UnaryOperator<Expr> function,
      DMatrixRMaj weights,
      Expr multipliers,
      Expr value) {
    Expr term(Expr x, Expr rho) {
      Expr c = weighted(x);
      if (isEquality) {
        Expr quadratic = c.square().elementSum().elementMult(rho).scale(0.5);
        return quadratic.minus(multipliers.dot(c));
      }
      Expr pushed = multipliers.minus(c.elementMult(rho)).relu();
      return pushed
          .square()
          .elementSum()
          .minus(multipliers.square().elementSum())
          .elementDiv(rho)
          .scale(0.5);
    }

    Expr weighted(Expr x) {
      return function.apply(x).elementMult(Autograd.constant(weights));
    }

    /** How far an element of value c with multiplier nu is from what is asked. */
    double violation(double c, double multiplier, double rho) {
      return Math.abs(isEquality ? c : Math.min(c, multiplier / rho));
    }
  }

  Lagrangian(Objective objective, Constraints constraints, Shape shape, LagrangianWeights weights) {
    this.objective = objective;
    this.weights = weights;
    theta = Autograd.input("theta", shape.rows(), shape.cols());
    add(true, constraints.equalities(), weights.equalities());
    add(false, constraints.inequalities(), weights.inequalities());
    List<Expr> results = new ArrayList<>();
    results.add(objective.value(theta));
    parts.forEach(part -> results.add(part.value));
    values = Autograd.compile(results.toArray(new Expr[0])).workspace();
    value = results.get(0);
  }

  private void add(
      boolean isEquality, Optional<UnaryOperator<Expr>> function, DMatrixRMaj itsWeights) {
    if (function.isPresent()) {
      Expr c = function.get().apply(theta);
      Expr multipliers = Autograd.parameter(name(isEquality), new DMatrixRMaj(c.rows(), c.cols()));
      Expr weighted = c.elementMult(Autograd.constant(itsWeights));
      parts.add(new Part(isEquality, function.get(), itsWeights, multipliers, weighted));
    }
  }

  private static String name(boolean isEquality) {
    return isEquality ? "equality multipliers" : "inequality multipliers";
  }

  /** The function to be minimized for the present multipliers and penalty. */
  Objective objective() {
    return Objective.of(
        x -> {
          Expr sum = objective.value(x).scale(weights.objective());
          for (Part part : parts) {
            sum = sum.plus(part.term(x, penalty));
          }
          return sum;
        });
  }

  LagrangianWeights weights() {
    return weights;
  }

  double penalty() {
    return penalty.cell().value().get(0);
  }

  void penalty(double rho) {
    penalty.cell().set(new DMatrixRMaj(1, 1, true, rho));
  }

  /** Computes objective and constraints at a point. */
  void evaluate(DMatrixRMaj point) {
    values.set(theta, point).run();
  }

  /** The objective alone, where it was evaluated. */
  double objectiveValue() {
    return values.scalar(value);
  }

  double weightedValue() {
    return weights.objective() * objectiveValue();
  }

  /** Half the sum of squares of what violates, where it was evaluated. */
  double infeasibility() {
    double sum = 0;
    for (Part part : parts) {
      for (double c : values.value(part.value).data) {
        double off = part.isEquality ? c : Math.min(c, 0);
        sum += off * off / 2;
      }
    }
    return sum;
  }

  /** The largest violation, of complementarity too, where it was evaluated; of weighted ones. */
  double violation() {
    return violation(true);
  }

  /** The same of the constraints without weights. */
  double ownViolation() {
    return violation(false);
  }

  private double violation(boolean weighted) {
    double largest = 0;
    for (Part part : parts) {
      DMatrixRMaj c = values.value(part.value);
      DMatrixRMaj multipliers = part.multipliers.cell().value();
      for (int i = 0; i < c.getNumElements(); i++) {
        double violation = part.violation(c.data[i], multipliers.data[i], penalty());
        largest = Math.max(largest, weighted ? violation : violation / part.weights.data[i]);
      }
    }
    return largest;
  }

  /** lambda &lt;- lambda - rho h, nu &lt;- max(0, nu - rho c), where it was evaluated. */
  void updateMultipliers() {
    for (Part part : parts) {
      DMatrixRMaj c = values.value(part.value);
      DMatrixRMaj next = part.multipliers.cell().value().copy();
      for (int i = 0; i < c.getNumElements(); i++) {
        double moved = next.data[i] - penalty() * c.data[i];
        next.data[i] = part.isEquality ? moved : Math.max(0, moved);
      }
      part.multipliers.cell().set(next);
    }
  }

  /** The multipliers of one kind; 0x0 if there are no such constraints. */
  DMatrixRMaj multipliers(boolean ofEqualities) {
    for (Part part : parts) {
      if (part.isEquality == ofEqualities) {
        DMatrixRMaj own = part.multipliers.cell().value().copy();
        for (int i = 0; i < own.getNumElements(); i++) {
          own.data[i] *= part.weights.data[i] / weights.objective();
        }
        return own;
      }
    }
    return new DMatrixRMaj(0, 0);
  }

  /** Writes down weights and multipliers. */
  void save(NamedMatrices memory) {
    weights.save(memory);
    parts.forEach(part -> memory.put(name(part.isEquality), part.multipliers.cell().value()));
  }

  /** The multipliers written down before. */
  void restore(NamedMatrices memory) {
    for (Part part : parts) {
      Expr own = part.multipliers;
      own.cell().set(memory.matrix(name(part.isEquality), own.rows(), own.cols()));
    }
  }
}
