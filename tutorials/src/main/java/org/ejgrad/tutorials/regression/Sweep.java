// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.regression;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.ejgrad.optim.Optimizer;
import org.ejgrad.optim.Optimizers;
import org.ejgrad.tutorials.regression.Method.Batch;
import org.ejgrad.tutorials.regression.Method.Setting;

/**
 * All runs on one problem. A run that diverges is a result like any other and ends nothing.
 *
 * @param rates every method at every rate, method after method
 * @param averages averaged momentum with other weights of the past, beta
 * @param squares RMSProp with other weights of the past, beta
 * @param gammas momentum in its velocity form with other weights of the past
 * @param betaPairs Adam with other weights of the past
 */
record Sweep(
    Problem problem,
    List<Run> rates,
    List<Run> averages,
    List<Run> squares,
    List<Run> gammas,
    List<Run> betaPairs) {
  static final double[] RATES = {1e-2, 1e-3, 1e-4};
  static final double[] WEIGHTS = {0.7, 0.8, 0.9};

  static Sweep on(Problem problem) {
    List<Run> rates = new ArrayList<>();
    for (Method method : Method.values()) {
      for (double rate : RATES) {
        rates.add(Descent.run(problem, method.at(rate)));
      }
    }
    Sweep first = new Sweep(problem, rates, List.of(), List.of(), List.of(), List.of());

    // Along a steady gradient averaged momentum steps by alpha g, as plain descent does, so it is
    // run at the rate that suits plain descent; the velocity form steps by alpha g / (1 - gamma).
    double plainRate = first.bestRate(Method.MINI_BATCH);
    double momentumRate = first.bestRate(Method.MOMENTUM);
    double rmsRate = first.bestRate(Method.RMSPROP);
    double adamRate = first.bestRate(Method.ADAM);
    List<Run> averages = new ArrayList<>();
    List<Run> squares = new ArrayList<>();
    List<Run> gammas = new ArrayList<>();
    List<Run> betaPairs = new ArrayList<>();
    for (double weight : WEIGHTS) {
      averages.add(
          run(
              problem,
              "averaged momentum, beta " + weight,
              plainRate,
              Optimizers.momentumAveraged(plainRate, weight)));
      squares.add(
          run(problem, "RMSProp, beta " + weight, rmsRate, Optimizers.rmsProp(rmsRate, weight)));
      gammas.add(
          run(
              problem,
              "momentum, gamma " + weight,
              momentumRate,
              Optimizers.momentum(momentumRate, weight)));
      for (double second : WEIGHTS) {
        String name = "Adam, beta1 " + weight + ", beta2 " + second;
        betaPairs.add(run(problem, name, adamRate, Optimizers.adam(adamRate, weight, second)));
      }
    }
    return new Sweep(problem, rates, averages, squares, gammas, betaPairs);
  }

  private static Run run(Problem problem, String name, double rate, Optimizer optimizer) {
    return Descent.run(problem, new Setting(name, Batch.MINI, rate, optimizer));
  }

  /** A method's runs, one for each rate. */
  List<Run> of(Method method) {
    return rates.stream().filter(run -> run.name().equals(method.label())).toList();
  }

  /** The runs of all methods at one rate. */
  List<Run> at(double rate) {
    return rates.stream().filter(run -> run.rate() == rate).toList();
  }

  /** A method's run with the smallest final loss, unless all of them failed. */
  Optional<Run> best(Method method) {
    return best(of(method));
  }

  static Optional<Run> best(List<Run> runs) {
    return runs.stream()
        .filter(run -> !run.failed())
        .min(Comparator.comparingDouble(Run::finalLoss));
  }

  /** The sweeps of settings other than the rate. */
  List<Run> settings() {
    List<Run> all = new ArrayList<>(averages);
    all.addAll(squares);
    all.addAll(gammas);
    all.addAll(betaPairs);
    return all;
  }

  private double bestRate(Method method) {
    return best(method).map(Run::rate).orElse(RATES[RATES.length - 1]);
  }
}
