// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.ejgrad.graph.NonFiniteException;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejgrad.models.Activation;
import org.ejgrad.models.Head;
import org.ejgrad.models.Mlp;
import org.ejgrad.models.Network;
import org.ejgrad.models.Predictor;
import org.ejgrad.models.data.Dataset;
import org.ejgrad.models.data.Generators;
import org.ejgrad.ops.Autograd;
import org.ejgrad.ops.Expr;
import org.ejgrad.optim.Optimizer;
import org.ejgrad.optim.Optimizers;
import org.ejgrad.tutorials.report.Grid;
import org.ejgrad.tutorials.report.Series;
import org.ejml.data.DMatrixRMaj;

/**
 * Trains the cells of the study: two noisy circles, a sigmoid network, full batches. Forward,
 * backward, update, loss and accuracy are one compiled program. The data depend on n and the seed,
 * the initial weights on the network and the seed, so every optimizer and rate starts alike.
 */
final class CellTraining implements CellRunner, PointSource {
  private static final double NOISE = 0.1;
  private static final double FACTOR = 0.3;

  /** Every optimizer the study knows, by its name, with the settings that the page states. */
  private static final Map<String, DoubleFunction<Optimizer>> OPTIMIZERS = optimizers();

  private static Map<String, DoubleFunction<Optimizer>> optimizers() {
    Map<String, DoubleFunction<Optimizer>> byName = new LinkedHashMap<>();
    byName.put("gradient descent", Optimizers::gradientDescent);
    byName.put("momentum", rate -> Optimizers.momentum(rate, 0.9));
    byName.put("averaged SGD", rate -> Optimizers.averagedSgd(rate, 0.1));
    byName.put("AdaGrad", Optimizers::adaGrad);
    byName.put("RMSProp", Optimizers::rmsProp);
    byName.put("Adam", Optimizers::adam);
    return byName;
  }

  /** The optimizer of this name. */
  private static Optimizer optimizer(String name, double rate) {
    DoubleFunction<Optimizer> maker = OPTIMIZERS.get(name);
    if (maker == null) {
      throw new IllegalArgumentException(
          "optimizer: must be one of " + OPTIMIZERS.keySet() + ", got " + name);
    }
    return maker.apply(rate);
  }

  @Override
  public PointSet points(int n, StudySettings settings) {
    Dataset data = circles(n, settings);
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = data.features().get(i, 0);
      y[i] = data.features().get(i, 1);
    }
    return new PointSet(n, Series.of(x), Series.of(y), Series.of(data.targets().getData().clone()));
  }

  private static Dataset circles(int n, StudySettings settings) {
    return Generators.circles(n, NOISE, FACTOR, settings.seed());
  }

  @Override
  public CellResult run(CellKey key, StudySettings settings) {
    Network network = network(key, settings);
    List<Expr> parameters = network.parameters();
    Dataset data = circles(key.n(), settings);
    Expr x = Autograd.constant(data.features());
    Expr y = Autograd.constant(data.targets());

    Optimizer optimizer = optimizer(key.optimizer(), key.learningRate());
    Updates updates = optimizer.updates(network.loss(x, y, parameters), parameters);
    List<Expr> evaluated = optimizer.evaluationPoint(parameters);
    Expr loss = network.loss(x, y, evaluated);
    Expr isOne = network.predictions(x, evaluated).greaterOrEqual(0.5);
    Expr accuracy = isOne.equalTo(y).mean();
    Workspace step = Autograd.compile(List.of(loss, accuracy), updates).workspace();

    double[] losses = new double[settings.iterations()];
    double[] accuracies = new double[settings.iterations()];
    int done = 0;
    Optional<Divergence> divergence = Optional.empty();
    long start = System.nanoTime();
    while (done < settings.iterations() && divergence.isEmpty()) {
      try {
        step.run();
        losses[done] = step.scalar(loss);
        accuracies[done] = step.scalar(accuracy);
        done++;
      } catch (NonFiniteException e) {
        divergence = Optional.of(new Divergence(done + 1, e.origin()));
      }
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    return CellResult.of(
        key,
        settings,
        Series.copyOf(losses, done),
        Series.copyOf(accuracies, done),
        seconds,
        divergence,
        named(parameters, evaluated),
        boundary(network, evaluated));
  }

  private static Network network(CellKey key, StudySettings settings) {
    List<Integer> hidden = key.network().hidden();
    int[] layers = new int[hidden.size() + 2];
    layers[0] = 2;
    for (int k = 0; k < hidden.size(); k++) {
      layers[k + 1] = hidden.get(k);
    }
    layers[layers.length - 1] = 1;
    return Mlp.layers(layers)
        .activation(Activation.SIGMOID)
        .head(Head.BINARY)
        .seed(settings.seed())
        .build();
  }

  /** The values the network was evaluated at, under the names of its parameters. */
  private static List<NamedMatrix> named(List<Expr> parameters, List<Expr> evaluated) {
    List<NamedMatrix> matrices = new ArrayList<>();
    for (int k = 0; k < parameters.size(); k++) {
      matrices.add(NamedMatrix.of(parameters.get(k).cell().name(), evaluated.get(k).evaluate()));
    }
    return matrices;
  }

  private static Grid boundary(Network network, List<Expr> evaluated) {
    int nodes = CellResult.BOUNDARY_NODES;
    double edge = CellResult.BOUNDARY_EDGE;
    DMatrixRMaj points = new DMatrixRMaj(nodes * nodes, 2);
    Grid coordinates = Grid.sample(-edge, edge, -edge, edge, nodes, nodes, (px, py) -> 0);
    for (int row = 0, i = 0; row < nodes; row++) {
      for (int column = 0; column < nodes; column++, i++) {
        points.set(i, 0, coordinates.x(column));
        points.set(i, 1, coordinates.y(row));
      }
    }
    DMatrixRMaj probabilities = new Predictor(network, evaluated).predict(points);
    return new Grid(
        -edge, edge, -edge, edge, nodes, nodes, Series.of(probabilities.getData().clone()));
  }
}
