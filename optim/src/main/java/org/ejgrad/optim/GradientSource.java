// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ejgrad.graph.Replacement;
import org.ejgrad.ops.Expr;

/** Where a step has its gradients from: what is known beside their values at the parameters. */
interface GradientSource {
  /** The loss, 1 x 1, if it is known. */
  Optional<Expr> loss();

  /** The same for one who can do without; 0 for a step that is taken without it. */
  default Optional<Expr> lossIfGiven() {
    return loss();
  }

  /** What must be finite beside the gradients at the parameters. */
  List<Expr> guarded();

  /**
   * The gradients of these pairs with other values of the parameters.
   *
   * @param who asks, for the message
   * @throws IllegalArgumentException if they are not known
   */
  List<Expr> gradientsAt(String who, List<ParameterGradient> pairs, List<Expr> points);

  /** Expressions of the loss, which can be written down for other parameters, too. */
  record OfLoss(Expr value) implements GradientSource {
    @Override
    public Optional<Expr> loss() {
      return Optional.of(value);
    }

    @Override
    public List<Expr> guarded() {
      return List.of(value.named("loss"));
    }

    @Override
    public List<Expr> gradientsAt(String who, List<ParameterGradient> pairs, List<Expr> points) {
      List<Expr> thetas = pairs.stream().map(ParameterGradient::parameter).toList();
      return replaced(pairs, thetas, points);
    }
  }

  /** Values from elsewhere, with the loss at the parameters or without. */
  record Values(Optional<Expr> loss) implements GradientSource {
    @Override
    public List<Expr> guarded() {
      return loss.map(value -> List.of(value.named("loss"))).orElse(List.of());
    }

    @Override
    public List<Expr> gradientsAt(String who, List<ParameterGradient> pairs, List<Expr> points) {
      // Gradients that are inputs would silently stay what they are at theta.
      throw new IllegalArgumentException(
          who
              + ": the transform needs the loss, got gradients alone. Use updates(loss,"
              + " parameters).");
    }
  }

  /** The pairs' gradients with nodes in them replaced. */
  static List<Expr> replaced(List<ParameterGradient> pairs, List<Expr> nodes, List<Expr> by) {
    List<Expr> gradients = pairs.stream().map(ParameterGradient::gradient).toList();
    List<Expr> replaced = new ArrayList<>();
    Replacement.in(gradients, nodes, by).forEach(node -> replaced.add(Expr.of(node)));
    return replaced;
  }
}
