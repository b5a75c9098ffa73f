// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.optim.minimize;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ejml.data.DMatrixRMaj;

/**
 * A file of NIST's Statistical Reference Datasets for nonlinear regression.
 *
 * @param starts two, each parameters x 1
 * @param parameters certified, to 11 digits
 * @param deviations certified standard deviations of the parameters
 * @param sumOfSquares certified
 * @param residualDeviation certified
 * @param data one row for each observation, y first
 */
record NistFile(
    List<DMatrixRMaj> starts,
    DMatrixRMaj parameters,
    DMatrixRMaj deviations,
    double sumOfSquares,
    double residualDeviation,
    DMatrixRMaj data) {
  private static final Pattern PARAMETER = Pattern.compile("\\s*b\\d+ =(.*)");

  /** Reads a file of the data folder; the test is skipped where it is absent. */
  static NistFile read(String name) {
    String given = System.getProperty("ejgrad.data", "");
    List<String> folders =
        given.isEmpty() ? List.of("../shared/data", "../../shared/data") : List.of(given);
    Path found =
        folders.stream()
            .map(folder -> Path.of(folder, "nist-strd", name + ".dat"))
            .filter(Files::exists)
            .findFirst()
            .orElse(Path.of(""));
    assumeTrue(!found.toString().isEmpty(), () -> "skipped: no " + name + " in " + folders);
    try {
      return parse(Files.readAllLines(found, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NistFile parse(List<String> lines) {
    List<double[]> rows = new ArrayList<>();
    List<double[]> data = new ArrayList<>();
    double sum = Double.NaN;
    double deviation = Double.NaN;
    int first = Integer.MAX_VALUE;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher parameter = PARAMETER.matcher(line);
      if (parameter.matches()) {
        rows.add(numbers(parameter.group(1)));
      } else if (line.startsWith("Residual Sum of Squares:")) {
        sum = numbers(line.substring(24))[0];
      } else if (line.startsWith("Residual Standard Deviation:")) {
        deviation = numbers(line.substring(28))[0];
      } else if (line.matches("Data:\\s+y\\s+x.*")) {
        first = i + 1;
      } else if (i >= first && !line.isBlank()) {
        data.add(numbers(line));
      }
    }
    return new NistFile(
        List.of(column(rows, 0), column(rows, 1)),
        column(rows, 2),
        column(rows, 3),
        sum,
        deviation,
        new DMatrixRMaj(data.toArray(new double[0][])));
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.trim().split("\\s+")).mapToDouble(Double::parseDouble).toArray();
  }

  private static DMatrixRMaj column(List<double[]> rows, int k) {
    return Columns.point(rows.stream().mapToDouble(row -> row[k]).toArray());
  }
}
