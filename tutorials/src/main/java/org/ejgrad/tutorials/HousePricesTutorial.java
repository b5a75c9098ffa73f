// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import static org.ejgrad.optim.Optimizers.adam;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.ejgrad.models.Activation;
import org.ejgrad.models.LinearRegression;
import org.ejgrad.models.Mlp;
import org.ejgrad.models.Network;
import org.ejgrad.models.data.CsvFormat;
import org.ejgrad.models.data.CsvSchema;
import org.ejgrad.models.data.Dataset;
import org.ejgrad.models.data.Split;
import org.ejgrad.models.data.Standardizer;
import org.ejgrad.models.training.Metric;
import org.ejgrad.models.training.ModelSelection;
import org.ejgrad.models.training.ModelSelection.Candidate;
import org.ejgrad.models.training.ModelSelection.Choice;
import org.ejgrad.models.training.Trainer;
import org.ejgrad.tutorials.report.AtomicFile;
import org.ejml.data.DMatrixRMaj;

/**
 * The idea: from a table to a price that can be trusted. What is learned from data, the scales
 * included, is learned from training data; a model is chosen on validation data; test data are
 * looked at once.
 *
 * <p>Writes {@code houses.csv}, 200 houses with area, rooms, distance, city and price (synthetic:
 * its first line has the formula), and reads it, the city as a category. Prints the features, each
 * candidate's mean absolute error on validation data, the chosen one's on test data after it was
 * fitted again on training and validation data, the price of a new house in each city, and what
 * happens for a city that the table does not have.
 */
public final class HousePricesTutorial {
  private HousePricesTutorial() {}

  public static void main(String[] args) throws IOException {
    TutorialMain.run(
        "house-prices", List.of(), args, given -> run(600, given.folder(), System.out));
  }

  static void run(int epochs, Path folder, PrintStream out) throws IOException {
    Path table = folder.resolve("houses.csv");
    copyHouses(table);

    CsvSchema schema =
        CsvFormat.withHeader().skipLines(1).categories("city").target("price").learn(table);
    Dataset houses = schema.read(table);
    out.printf(Locale.ROOT, "%s: %d houses%n", table, houses.size());
    out.println("features: " + String.join(", ", houses.featureNames()));

    Split split = Split.of(houses, 0.6, 0.2, 0.2, 1);
    int features = houses.featureCount();
    List<Candidate> candidates =
        List.of(
            candidate("linear regression", () -> LinearRegression.of(features), epochs),
            candidate("network, 4 hidden", () -> network(features, 4), epochs),
            candidate("network, 16 hidden", () -> network(features, 16), epochs));
    out.println();
    out.println(split + ", prices in thousands");
    Choice choice = ModelSelection.choose(candidates, split, Metric.MEAN_ABSOLUTE_ERROR);
    out.print(choice.table(candidates, Metric.MEAN_ABSOLUTE_ERROR));

    out.println();
    out.println("a new house: 95 square metres, 4 rooms, 3.5 km from the centre");
    for (String city : schema.categories("city")) {
      DMatrixRMaj house = schema.encode("95", "4", "3.5", city);
      double price = choice.predictor().apply(house).get(0);
      out.printf(Locale.ROOT, "  in %-8s %.0f thousand%n", city, price);
    }
    try {
      schema.encode("95", "4", "3.5", "Atlantis");
    } catch (IllegalArgumentException e) {
      out.println("  in Atlantis: " + e.getMessage());
    }
  }

  /** All that is fitted is fitted here, to whatever data come: the scales of both sides too. */
  private static Candidate candidate(String name, Supplier<Network> model, int epochs) {
    return new Candidate(
        name,
        data -> {
          Standardizer features = Standardizer.fit(data);
          Standardizer prices = Standardizer.fitTargets(data);
          Network network = model.get();
          Trainer.of(network)
              .optimizer(adam(0.01))
              .batchSize(32)
              .epochs(epochs)
              .fit(prices.applyToTargets(features.apply(data)));
          return rows -> prices.invert(network.predict(features.apply(rows)));
        });
  }

  private static Network network(int features, int hidden) {
    return Mlp.layers(features, hidden, 1).activation(Activation.TANH).seed(2).build();
  }

  private static void copyHouses(Path table) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(HousePricesTutorial.class.getResourceAsStream("houses.csv"))) {
      AtomicFile.write(table, in::transferTo);
    }
  }
}
