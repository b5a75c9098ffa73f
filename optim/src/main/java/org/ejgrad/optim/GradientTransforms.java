// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
   * <p>Norms are never formed ({@code s r} with s = max |g_ij| and r = ||g / s||), here and in the
   * other clips, so gradients of 1e308 do not overflow, those of 1e-200 do not vanish and 0 divides
   * nothing.
   *
   * @param bound the largest norm, above 0
   */
  public static GradientTransform clipByGlobalNorm(double bound) {
    Settings.positive("clipByGlobalNorm, bound", bound);
    return (pairs, step) -> {
      ScaledNorm norm = ScaledNorm.of(pairs.stream().map(ParameterGradient::gradient).toList());
      Expr most = Autograd.constant(bound);
      return map(pairs, pair -> pair.withGradient(norm.held(pair.gradient(), most)));
    };
  }

  /**
   * g + lambda sign(theta): the gradient of the penalty lambda sum |theta_ij|, which draws
   * parameters to 0. The loss that a program reports stays without the penalty; {@link Penalties}
   * are added to the loss itself.
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
    return only("l1Penalty", parameters, pair -> withL1(lambda, pair));
  }

  /**
   * g + lambda theta: the gradient of the penalty lambda / 2 sum theta_ij^2, which keeps parameters
   * small. The loss that a program reports stays without the penalty; {@link Penalties} are added
   * to the loss itself. With adaptive rules this is not the same as decoupled decay, {@link
   * WeightDecay}.
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
    return only("l2Penalty", parameters, pair -> withL2(lambda, pair));
  }

  /**
   * Each g scaled by min(1, bound / ||g||), with Frobenius' norm of this gradient alone.
   *
   * @param bound the largest norm of a gradient, above 0
   */
  public static GradientTransform clipByNorm(double bound) {
    Settings.positive("clipByNorm, bound", bound);
    return each(
        pair -> {
          Expr g = pair.gradient();
          return pair.withGradient(ScaledNorm.of(g).held(g, Autograd.constant(bound)));
        });
  }

  /** Adaptive clipping with the defaults of Optax's agc: 1e-3 as the least norm. */
  public static GradientTransform clipAdaptively(double bound) {
    return clipAdaptively(bound, 1e-3);
  }

  /**
   * Holds each unit's gradient below a share of the unit's parameters (Brock, De, Smith and
   * Simonyan 2021, equation 3): with a = max(||theta_j||, leastNorm), g_j scaled by min(1, bound a
   * / ||g_j||). Units are columns, outputs of a weight matrix of features x outputs; a parameter of
   * one row or column is one unit.
   *
   * @param bound the largest ratio of norms, above 0; 0.01 in the paper for large batches
   * @param leastNorm above 0, so that parameters at 0 can leave it; 1e-3 in the paper
   */
  public static GradientTransform clipAdaptively(double bound, double leastNorm) {
    Settings.positive("clipAdaptively, bound", bound);
    Settings.positive("clipAdaptively, leastNorm", leastNorm);
    return each(
        pair -> {
          Expr g = pair.gradient();
          Expr least = Autograd.constant(leastNorm);
          Expr most = unitNorm(pair.parameter()).value().maximum(least).scale(bound);
          return pair.withGradient(unitNorm(g).held(g, most));
        });
  }

  private static ScaledNorm unitNorm(Expr x) {
    return x.rows() > 1 && x.cols() > 1 ? ScaledNorm.ofColumns(x) : ScaledNorm.of(x);
  }

  /**
   * Subtracts from each column of a gradient its mean, so that weights of an output keep their mean
   * (Yong, Huang, Hua and Zhang 2020, equation 1, for weights of features x outputs). Parameters of
   * one row or column are left alone.
   */
  public static GradientTransform centralize() {
    return each(
        pair -> {
          Expr g = pair.gradient();
          boolean isMatrix = g.rows() > 1 && g.cols() > 1;
          return isMatrix ? pair.withGradient(g.minus(g.meanCols())) : pair;
        });
  }

  /** g times a schedule's value at the step, which must be finite and at least 0. */
  public static GradientTransform scaleBy(Schedule schedule) {
    return (pairs, step) -> {
      Expr factor = step.value(schedule);
      return map(pairs, pair -> pair.withGradient(pair.gradient().elementMult(factor)));
    };
  }

  /**
   * g + N(0, eta / t^gamma) for each element (Neelakantan and others 2015, section 3). The noise is
   * a function of seed, step, parameter and element: equal settings give equal bits.
   *
   * @param eta variance at the first step, at least 0; 0.01, 0.3 or 1 in the paper
   * @param gamma how fast it falls, at least 0; 0.55 in the paper
   * @param seed any number
   */
  public static GradientTransform addNoise(double eta, double gamma, long seed) {
    Settings.notNegative("addNoise, eta", eta);
    Settings.notNegative("addNoise, gamma", gamma);
    return (pairs, step) -> {
      Expr deviation = step.count().elementPower(-gamma).scale(eta).sqrt();
      return map(
          pairs,
          pair -> {
            Expr g = pair.gradient();
            int number = step.state(pair.parameter()).number();
            Expr noise = Expr.apply(new GaussianNoise(g.shape(), seed, number), step.count());
            return pair.withGradient(g.plus(noise.elementMult(deviation)));
          });
    };
  }

  /**
   * Gradients at the worst point near by (sharpness-aware minimisation, SAM; Foret, Kleiner, Mobahi
   * and Neyshabur 2021, algorithm 1): g is taken at theta + rho g / ||g||, with the norm of all
   * gradients together. The loss that a program reports is that at theta. A step evaluates loss and
   * gradient twice, on the same data and the same random numbers. What changes gradients before
   * this one, such as a clip, does so at both points, each with the parameters of its point;
   * whether the step happens is decided by the first. {@link StepTransforms#accumulate} stands
   * after this one, which refuses means of several runs.
   *
   * <p>Needs the loss; plain matrices are stepped by {@link MatrixStepper#step(UnaryOperator)}.
   *
   * @param rho how near, above 0; 0.05 in the paper
   */
  public static GradientTransform sharpnessAware(double rho) {
    Settings.positive("sharpnessAware, rho", rho);
    return (pairs, step) -> {
      ScaledNorm norm = step.scaledNorm();
      List<Expr> worst = new ArrayList<>();
      for (ParameterGradient pair : pairs) {
        worst.add(pair.parameter().plus(norm.direction(pair.gradient()).scale(rho)));
      }
      Iterator<Expr> there = step.gradientsAt("sharpnessAware", worst).iterator();
      return map(pairs, pair -> pair.withGradient(there.next()));
    };
  }

  private static ParameterGradient withL1(double lambda, ParameterGradient pair) {
    return pair.withGradient(pair.gradient().plus(pair.parameter().sign().scale(lambda)));
  }

  private static ParameterGradient withL2(double lambda, ParameterGradient pair) {
    return pair.withGradient(pair.gradient().plus(pair.parameter().scale(lambda)));
  }

  private static GradientTransform each(UnaryOperator<ParameterGradient> change) {
    return (pairs, step) -> map(pairs, change);
  }

  private static GradientTransform only(
      String who, List<Expr> parameters, UnaryOperator<ParameterGradient> change) {
    ImmutableSet<Cell> cells = ParameterGroup.cells(parameters);
    return (pairs, step) -> {
      ParameterGroup.requireAmong(pairs.stream().map(ParameterGradient::cell).toList(), cells, who);
      return map(pairs, pair -> cells.contains(pair.cell()) ? change.apply(pair) : pair);
    };
  }

  private static List<ParameterGradient> map(
      List<ParameterGradient> pairs, UnaryOperator<ParameterGradient> change) {
    List<ParameterGradient> changed = new ArrayList<>(pairs.size());
    pairs.forEach(pair -> changed.add(change.apply(pair)));
    return changed;
  }
}
