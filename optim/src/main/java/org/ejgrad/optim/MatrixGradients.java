// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;
import org.ejml.data.DMatrixRMaj;

/**
 * Loss and gradients that are given as matrices, so inputs of the program that takes a step: those
 * at the parameters and, where a transform asks for them, those at one other point. Notes what the
 * optimizer asks for.
 */
final class MatrixGradients implements GradientSource {
  private final Expr loss = Autograd.input("loss", 1, 1);
  private final ImmutableList<Expr> thetas;
  private final ImmutableList<Expr> here;
  private final ImmutableList<Expr> there;
  private boolean lossUsed;
  private List<Expr> points = List.of();

  MatrixGradients(List<Expr> parameters) {
    List<Expr> first = new ArrayList<>();
    List<Expr> second = new ArrayList<>();
    for (Expr theta : parameters) {
      int k = first.size() + 1;
      first.add(Autograd.input("gradient" + k, theta.rows(), theta.cols()));
      second.add(Autograd.input("second gradient" + k, theta.rows(), theta.cols()));
    }
    thetas = ImmutableList.copyOf(parameters);
    here = ImmutableList.copyOf(first);
    there = ImmutableList.copyOf(second);
  }

  /** Parameters with the values of these matrices. */
  static List<Expr> parametersFor(DMatrixRMaj... matrices) {
    List<Expr> parameters = new ArrayList<>();
    for (DMatrixRMaj matrix : matrices) {
      int k = parameters.size() + 1;
      requireNonNull(matrix, () -> "onMatrices, matrix " + k);
      parameters.add(Autograd.parameter("theta" + k, matrix));
    }
    return parameters;
  }

  List<ParameterGradient> pairs() {
    List<ParameterGradient> pairs = new ArrayList<>();
    for (int k = 0; k < here.size(); k++) {
      pairs.add(new ParameterGradient(thetas.get(k), here.get(k)));
    }
    return pairs;
  }

  /** The parameters. */
  ImmutableList<Expr> thetas() {
    return thetas;
  }

  /** Inputs: the gradients at the parameters. */
  ImmutableList<Expr> here() {
    return here;
  }

  /** Inputs: the gradients at {@link #points}. */
  ImmutableList<Expr> there() {
    return there;
  }

  /** The input that holds the loss. */
  Expr lossInput() {
    return loss;
  }

  boolean needsLoss() {
    return lossUsed;
  }

  /** Where gradients are needed a second time, in the order of the parameters; empty if nowhere. */
  List<Expr> points() {
    return points;
  }

  @Override
  public Optional<Expr> loss() {
    lossUsed = true;
    return Optional.of(loss);
  }

  @Override
  public Optional<Expr> lossIfGiven() {
    return Optional.of(loss);
  }

  @Override
  public List<Expr> guarded() {
    List<Expr> guarded = new ArrayList<>(List.of(loss));
    for (int k = 0; k < points.size(); k++) {
      guarded.add(there.get(k).named("second gradient of " + thetas.get(k).cell().name()));
    }
    return guarded;
  }

  @Override
  public List<Expr> gradientsAt(String who, List<ParameterGradient> pairs, List<Expr> newPoints) {
    checkArgument(
        points.isEmpty(),
        "%s: plain matrices can be asked for gradients at one other point, got a second. Use"
            + " updates(loss, parameters).",
        who);
    points = ImmutableList.copyOf(newPoints);
    return GradientSource.replaced(
        pairs,
        ImmutableList.<Expr>builder().addAll(thetas).addAll(here).build(),
        ImmutableList.<Expr>builder().addAll(points).addAll(there).build());
  }
}
