// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import static org.ejgrad.optim.Optimizers.adam;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.ejgrad.models.Activation;
import org.ejgrad.models.Head;
import org.ejgrad.models.LogisticRegression;
import org.ejgrad.models.Mlp;
import org.ejgrad.models.Network;
import org.ejgrad.models.data.Dataset;
import org.ejgrad.models.data.Generators;
import org.ejgrad.models.data.Split;
import org.ejgrad.models.training.History;
import org.ejgrad.models.training.Metric;
import org.ejgrad.models.training.Trainer;
import org.ejgrad.tutorials.report.Grid;
import org.ejgrad.tutorials.report.HtmlReport;
import org.ejgrad.tutorials.report.Panel;
import org.ejgrad.tutorials.report.PlanePlot;
import org.ejgrad.tutorials.report.PlanePlot.PointGroup;
import org.ejgrad.tutorials.report.Series;
import org.ejml.data.DMatrixRMaj;

/**
 * The idea: one neuron draws a straight line and nothing else; eight hidden neurons bend it.
 *
 * <p>Trains a logistic regression and a network 2-8-1 with tanh on two blobs and on two circles.
 * Prints the accuracy of each on test data: on blobs both are right,on circles the line is right
 * about as often as a coin and the network nearly always. Writes {@code blobs-and-circles.html}
 * with learning curves and decision boundaries.
 */
public final class BlobsAndCirclesTutorial {
  private static final int EPOCHS = 300;
  private static final int NODES = 81;

  private BlobsAndCirclesTutorial() {}

  public static void main(String[] args) throws IOException {
    TutorialMain.run(
        "blobs-and-circles", List.of(), args, given -> run(600, given.folder(), System.out));
  }

  /** Both tasks with so many points each; a page in the folder. */
  static void run(int points, Path folder, PrintStream out) throws IOException {
    HtmlReport page =
        HtmlReport.of("Blobs and circles")
            .subtitle(
                "One neuron against a network 2-8-1 with tanh; Adam, full batches, "
                    + EPOCHS
                    + " epochs.");
    compare("blobs", Generators.blobs(points, 2, 1.5, 3), page, out);
    compare("circles", Generators.circles(points, 0.1, 0.3, 3), page, out);
    Path file = folder.resolve("blobs-and-circles.html");
    page.writeTo(file);
    out.println("open in a browser: " + file);
  }

  private static void compare(String name, Dataset data, HtmlReport page, PrintStream out) {
    Split split = Split.of(data, 0.6, 0.2, 0.2, 5);
    out.printf(Locale.ROOT, "%s: %s%n", name, split);
    List<Panel> boundaries = new ArrayList<>();
    LearningCurves curves = new LearningCurves();
    for (Network network : List.of(neuron(), hidden())) {
      String model = network.layers().size() == 2 ? "logistic regression" : "network 2-8-1";
      History history =
          Trainer.of(network)
              .optimizer(adam(0.05))
              .fullBatch()
              .epochs(EPOCHS)
              .validation(split.validation())
              .fit(split.train());
      double accuracy =
          Metric.ACCURACY.of(network.predict(split.test().features()), split.test().targets());
      out.printf(
          Locale.ROOT,
          "  %-20s loss on training data %.4f, accuracy on test data %.4f%n",
          model,
          history.last().training().loss(),
          accuracy);
      curves.add(model, history);
      boundaries.add(
          PlanePlot.decisionBoundary(
              name + ": " + model,
              String.format(
                  Locale.ROOT,
                  "Right for %.1f %% of the test data, which are drawn.",
                  100 * accuracy),
              probabilities(network, data.features()),
              groups(split.test())));
    }
    boundaries.forEach(page::add);
    page.add(curves.loss(name + ": loss", "Binary cross-entropy after each epoch."))
        .add(curves.metric(name + ": accuracy", "Share of points classified rightly."));
  }

  private static Network neuron() {
    return LogisticRegression.of(2);
  }

  private static Network hidden() {
    return Mlp.layers(2, 8, 1).activation(Activation.TANH).head(Head.BINARY).seed(1).build();
  }

  /** The model's probability of class 1 on a square around all points. */
  private static Grid probabilities(Network network, DMatrixRMaj points) {
    double edge = 0;
    for (int i = 0; i < points.getNumElements(); i++) {
      edge = Math.max(edge, 1.1 * Math.abs(points.get(i)));
    }
    return Grid.sample(
        -edge,
        edge,
        -edge,
        edge,
        NODES,
        NODES,
        (x1, x2) -> network.predict(new DMatrixRMaj(1, 2, true, x1, x2)).get(0));
  }

  private static List<PointGroup> groups(Dataset data) {
    List<PointGroup> groups = new ArrayList<>();
    for (int k = 0; k < data.classCount(); k++) {
      int label = k;
      int[] rows = IntStream.range(0, data.size()).filter(i -> data.classOf(i) == label).toArray();
      double[] x1 = IntStream.of(rows).mapToDouble(i -> data.features().get(i, 0)).toArray();
      double[] x2 = IntStream.of(rows).mapToDouble(i -> data.features().get(i, 1)).toArray();
      groups.add(new PointGroup("class " + label, Series.of(x1), Series.of(x2)));
    }
    return groups;
  }
}
