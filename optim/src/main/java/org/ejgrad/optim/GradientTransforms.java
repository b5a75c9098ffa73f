// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.ejgrad.graph.Cell;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;

/**
 * The usual gradient transforms. They apply in the order in which an optimizer was given them: a
 * penalty before clipping is clipped with the rest, one after it is not.
 */
public final class GradientTransforms {
  private GradientTransforms() {}

  /**
   * g_ij held within [-bound, bound], each element for itself.
   *
   * @param bound above 0
   */
  public static GradientTransform clipByValue(double bound) {
    Settings.positive("clipByValue, bound", bound);
    return each(pair -> pair.withGradient(pair.gradient().clip(-bound, bound)));
  }

  /**
   * g scaled by min(1, bound / ||g||), with ||g|| the root of the sum of squares over all elements
   * of all gradients together (Pascanu, Mikolov and Bengio 2013). Keeps the direction. Gradients
   * within the bound keep their bits.
   *
   * <p>With s = max |g_ij| and r = ||g / s||, which lies between 1 and the root of the element
   * count, the norm is s r; it is never formed, so gradients of 1e200 do not overflow, those of
   * 1e-200 do not vanish and 0 divides nothing.
   *
   * @param bound the largest norm, above 0
   */
  public static GradientTransform clipByGlobalNorm(double bound) {
    Settings.positive("clipByGlobalNorm, bound", bound);
    return pairs -> {
      Expr largest = Autograd.constant(0.0);
      for (ParameterGradient pair : pairs) {
        if (pair.gradient().shape().elements() > 0) {
          largest = largest.maximum(pair.gradient().abs().elementMax());
        }
      }
      Expr one = Autograd.constant(1.0);
      Expr s = largest.equalTo(0).select(one, largest);
      Expr sum = Autograd.constant(0.0);
      for (ParameterGradient pair : pairs) {
        sum = sum.plus(pair.gradient().elementDiv(s).square().elementSum());
      }
      // r is at least 1 unless all is 0; then the bound is kept anyway.
      Expr boundOverR = sum.sqrt().maximum(one).reciprocal().scale(bound);
      Expr within = s.lessOrEqual(boundOverR);
      Expr divisor = within.select(one, s);
      Expr factor = within.select(one, boundOverR);
      return map(
          pairs,
          pair -> pair.withGradient(pair.gradient().elementDiv(divisor).elementMult(factor)));
    };
  }

  /**
   * g + lambda sign(theta): the gradient of the penalty lambda sum |theta_ij|, which draws
   * parameters to 0. The loss that a program reports stays without the penalty.
   *
   * @param lambda at least 0
   */
  public static GradientTransform l1Penalty(double lambda) {
    Settings.notNegative("l1Penalty, lambda", lambda);
    return each(pair -> withL1(lambda, pair));
  }

  /** The same for these parameters only, such as weights without biases. */
  public static GradientTransform l1Penalty(double lambda, List<Expr> parameters) {
    Settings.notNegative("l1Penalty, lambda", lambda);
    return only(parameters, pair -> withL1(lambda, pair));
  }

  /**
   * g + lambda theta: the gradient of the penalty lambda / 2 sum theta_ij^2, which keeps parameters
   * small. The loss that a program reports stays without the penalty. With adaptive rules this is
   * not the same as decoupled weight decay (Loshchilov and Hutter 2017).
   *
   * @param lambda at least 0
   */
  public static GradientTransform l2Penalty(double lambda) {
    Settings.notNegative("l2Penalty, lambda", lambda);
    return each(pair -> withL2(lambda, pair));
  }

  /** The same for these parameters only, such as weights without biases. */
  public static GradientTransform l2Penalty(double lambda, List<Expr> parameters) {
    Settings.notNegative("l2Penalty, lambda", lambda);
    return only(parameters, pair -> withL2(lambda, pair));
  }

  private static ParameterGradient withL1(double lambda, ParameterGradient pair) {
    return pair.withGradient(pair.gradient().plus(pair.parameter().sign().scale(lambda)));
  }

  private static ParameterGradient withL2(double lambda, ParameterGradient pair) {
    return pair.withGradient(pair.gradient().plus(pair.parameter().scale(lambda)));
  }

  private static GradientTransform each(UnaryOperator<ParameterGradient> change) {
    return pairs -> map(pairs, change);
  }

  private static GradientTransform only(
      List<Expr> parameters, UnaryOperator<ParameterGradient> change) {
    Set<Cell> cells = parameters.stream().map(Cell::of).collect(ImmutableSet.toImmutableSet());
    return each(pair -> cells.contains(pair.cell()) ? change.apply(pair) : pair);
  }

  private static List<ParameterGradient> map(
      List<ParameterGradient> pairs, UnaryOperator<ParameterGradient> change) {
    List<ParameterGradient> changed = new ArrayList<>(pairs.size());
    pairs.forEach(pair -> changed.add(change.apply(pair)));
    return changed;
  }
}
