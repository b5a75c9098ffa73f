// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import org.ejgrad.tutorials.report.Grid;
import org.ejgrad.tutorials.report.Series;

/** Writes the fields that {@link StudyJson} lists, in that order. */
final class StudyJsonWriter {
  static final String FORMAT = "ejgrad-study";
  static final int VERSION = 1;

  private final JsonWriter json;

  StudyJsonWriter(JsonWriter json) {
    this.json = json;
  }

  void write(StudyResult study) throws IOException {
    json.beginObject().name("format").value(FORMAT).name("version").value(VERSION);
    settings(study.settings());
    json.name("points").beginArray();
    for (PointSet points : study.points()) {
      points(points);
    }
    json.endArray().name("cells").beginArray();
    for (CellResult cell : study.cells()) {
      cell(cell);
    }
    json.endArray().endObject();
  }

  void settings(StudySettings settings) throws IOException {
    json.name("settings").beginObject().name("sizes").beginArray();
    for (int n : settings.sizes()) {
      json.value(n);
    }
    json.endArray().name("networks").beginArray();
    for (HiddenLayers network : settings.networks()) {
      widths(network);
    }
    json.endArray().name("learningRates").beginArray();
    for (double rate : settings.learningRates()) {
      json.value(rate);
    }
    json.endArray().name("optimizers").beginArray();
    for (String optimizer : settings.optimizers()) {
      json.value(optimizer);
    }
    json.endArray().name("iterations").value(settings.iterations());
    json.name("seed").value(settings.seed());
    json.name("lossThreshold").value(settings.lossThreshold()).endObject();
  }

  void points(PointSet points) throws IOException {
    json.beginObject().name("n").value(points.n());
    series("x", points.x());
    series("y", points.y());
    series("labels", points.labels());
    json.endObject();
  }

  private void cell(CellResult cell) throws IOException {
    CellKey key = cell.key();
    json.beginObject().name("n").value(key.n()).name("network");
    widths(key.network());
    json.name("learningRate").value(key.learningRate()).name("optimizer").value(key.optimizer());
    ending(cell);
    json.name("seconds").value(cell.seconds());
    series("loss", cell.loss());
    series("accuracy", cell.accuracy());
    json.name("parameters").beginArray();
    for (NamedMatrix matrix : cell.parameters()) {
      json.beginObject().name("name").value(matrix.name());
      json.name("rows").value(matrix.rows()).name("columns").value(matrix.columns());
      series("values", matrix.values());
      json.endObject();
    }
    json.endArray();
    boundary(cell.boundary());
    json.endObject();
  }

  void ending(CellResult cell) throws IOException {
    json.name("status").value(cell.status().name()).name("iterationsToThreshold");
    if (cell.iterationsToThreshold().isPresent()) {
      json.value(cell.iterationsToThreshold().getAsInt());
    } else {
      json.nullValue();
    }
    json.name("divergence");
    if (cell.divergence().isPresent()) {
      Divergence where = cell.divergence().get();
      json.beginObject().name("step").value(where.step());
      json.name("operation").value(where.operation()).endObject();
    } else {
      json.nullValue();
    }
  }

  private void boundary(Grid grid) throws IOException {
    json.name("boundary").beginObject();
    json.name("xLow").value(grid.xLow()).name("xHigh").value(grid.xHigh());
    json.name("yLow").value(grid.yLow()).name("yHigh").value(grid.yHigh());
    json.name("columns").value(grid.columns()).name("rows").value(grid.rows());
    series("values", grid.values());
    json.endObject();
  }

  private void widths(HiddenLayers network) throws IOException {
    json.beginArray();
    for (int width : network.hidden()) {
      json.value(width);
    }
    json.endArray();
  }

  void series(String name, Series values) throws IOException {
    json.name(name).beginArray();
    for (int i = 0; i < values.length(); i++) {
      json.value(values.at(i));
    }
    json.endArray();
  }
}
