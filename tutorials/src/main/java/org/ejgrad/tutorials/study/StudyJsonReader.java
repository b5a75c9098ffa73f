// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ejgrad.tutorials.report.Grid;
import org.ejgrad.tutorials.report.Series;

/** Reads what {@link StudyJsonWriter} writes and refuses everything else. */
final class StudyJsonReader {
  private static final long FILE_LIMIT = 1L << 30;
  private static final int LIST_LIMIT = 1_000;
  private static final int SIZE_LIMIT = 1_000_000_000;
  private static final int WIDTH_LIMIT = 100_000;
  private static final int ITERATION_LIMIT = 100_000_000;
  private static final int MATRIX_LIMIT = 10_000_000;
  private static final int GRID_LIMIT = 1_000;
  private static final int CELL_LIMIT = 1_000_000;

  private final StrictJson json;

  private StudyJsonReader(StrictJson json) {
    this.json = json;
  }

  static StudyResult read(Path file) throws IOException {
    long size = Files.size(file);
    try (InputStream in = Files.newInputStream(file);
        Reader reader =
            new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT))) {
      StrictJson json = new StrictJson(reader);
      try {
        json.require(size <= FILE_LIMIT, "file must have at most " + FILE_LIMIT + " bytes");
        return new StudyJsonReader(json).study();
      } catch (MalformedJsonException | EOFException | CharacterCodingException e) {
        throw new StudyFileException(
            file, json.path(), "must be JSON in UTF-8: " + e.getMessage(), e);
      } catch (NumberFormatException e) {
        throw new StudyFileException(
            file, json.path(), "number must fit its type: " + e.getMessage(), e);
      } catch (IllegalArgumentException e) {
        throw new StudyFileException(file, json.path(), String.valueOf(e.getMessage()), e);
      }
    }
  }

  private StudyResult study() throws IOException {
    StudyResult study =
        json.object(
            () -> {
              String format = json.field("format").text();
              json.require(
                  format.equals(StudyJsonWriter.FORMAT), "must be " + StudyJsonWriter.FORMAT);
              json.field("version").integer(StudyJsonWriter.VERSION, StudyJsonWriter.VERSION);
              StudySettings settings = json.field("settings").object(this::settings);
              List<PointSet> points =
                  json.field("points")
                      .list(settings.sizes().size(), () -> json.object(this::points));
              List<CellResult> cells =
                  json.field("cells")
                      .list((int) settings.cellCount(), () -> json.object(() -> cell(settings)));
              return new StudyResult(settings, points, cells);
            });
    json.end();
    return study;
  }

  private StudySettings settings() throws IOException {
    StudySettings settings =
        new StudySettings(
            json.field("sizes").list(LIST_LIMIT, () -> json.integer(1, SIZE_LIMIT)),
            json.field("networks").list(LIST_LIMIT, this::network),
            json.field("learningRates").list(LIST_LIMIT, json::number),
            json.field("optimizers").list(LIST_LIMIT, json::text),
            json.field("iterations").integer(1, ITERATION_LIMIT),
            json.field("seed").longInteger(),
            json.field("lossThreshold").number());
    json.require(
        settings.cellCount() <= CELL_LIMIT, "grid must have at most " + CELL_LIMIT + " cells");
    return settings;
  }

  private HiddenLayers network() throws IOException {
    return new HiddenLayers(json.list(LIST_LIMIT, () -> json.integer(1, WIDTH_LIMIT)));
  }

  private PointSet points() throws IOException {
    int n = json.field("n").integer(1, SIZE_LIMIT);
    return new PointSet(
        n, json.field("x").series(n), json.field("y").series(n), json.field("labels").series(n));
  }

  private CellResult cell(StudySettings settings) throws IOException {
    int n = json.field("n").integer(1, SIZE_LIMIT);
    json.field("network");
    HiddenLayers network = network();
    double rate = json.field("learningRate").number();
    CellKey key = new CellKey(n, network, rate, json.field("optimizer").text());
    String status = json.field("status").text();
    int most = settings.iterations();
    OptionalInt reached =
        json.field("iterationsToThreshold")
            .optional(() -> json.integer(1, most))
            .map(OptionalInt::of)
            .orElse(OptionalInt.empty());
    Optional<Divergence> divergence =
        json.field("divergence").optional(() -> json.object(() -> divergence(most)));
    double seconds = json.field("seconds").number();
    Series loss = json.field("loss").series(most);
    Series accuracy = json.field("accuracy").series(most);
    List<NamedMatrix> parameters =
        json.field("parameters").list(LIST_LIMIT, () -> json.object(this::matrix));
    Grid boundary = json.field("boundary").object(this::boundary);
    CellResult cell =
        new CellResult(key, loss, accuracy, seconds, reached, divergence, parameters, boundary);
    json.require(
        cell.status().name().equals(status),
        "status must follow from threshold and divergence: " + cell.status());
    return cell;
  }

  private Divergence divergence(int iterations) throws IOException {
    return new Divergence(
        json.field("step").integer(1, iterations), json.field("operation").text());
  }

  private NamedMatrix matrix() throws IOException {
    String name = json.field("name").text();
    int rows = json.field("rows").integer(0, MATRIX_LIMIT);
    int columns = json.field("columns").integer(0, MATRIX_LIMIT);
    json.require((long) rows * columns <= MATRIX_LIMIT, "matrix must be smaller");
    return new NamedMatrix(name, rows, columns, json.field("values").series(rows * columns));
  }

  private Grid boundary() throws IOException {
    double xLow = json.field("xLow").number();
    double xHigh = json.field("xHigh").number();
    double yLow = json.field("yLow").number();
    double yHigh = json.field("yHigh").number();
    int columns = json.field("columns").integer(2, GRID_LIMIT);
    int rows = json.field("rows").integer(2, GRID_LIMIT);
    Series values = json.field("values").series(columns * rows);
    return new Grid(xLow, xHigh, yLow, yHigh, columns, rows, values);
  }
}
