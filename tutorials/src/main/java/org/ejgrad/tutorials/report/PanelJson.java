// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.report;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;

/** Writes panels as the JSON that {@code report.js} draws. */
final class PanelJson {
  /** A path in the plane bends more often than a curve over an axis has pixels. */
  private static final int TRAJECTORY_POINTS = 2000;

  private static final int GROUP_POINTS = 2000;

  private final JsonWriter json;

  PanelJson(JsonWriter json) {
    this.json = json;
  }

  void write(Panel panel) throws IOException {
    json.beginObject();
    json.name("title").value(panel.title());
    if (panel instanceof TextPanel text) {
      json.name("kind").value("text");
      texts("paragraphs", text.paragraphs());
    } else if (panel instanceof TablePanel table) {
      json.name("kind").value("table").name("note").value(table.note());
      texts("header", table.header());
      json.name("rows").beginArray();
      for (List<String> row : table.rows()) {
        json.beginArray();
        for (String cell : row) {
          json.value(cell);
        }
        json.endArray();
      }
      json.endArray();
    } else if (panel instanceof LineChart chart) {
      json.name("kind").value("lines").name("note").value(chart.note());
      axis("x", chart.x());
      axis("y", chart.y());
      json.name("lines").beginArray();
      for (Line line : chart.lines()) {
        line(line, Thinning.indices(line.y(), Thinning.DRAWN_POINTS));
      }
      json.endArray();
    } else if (panel instanceof HeatMap map) {
      json.name("kind").value("heat").name("note").value(map.note());
      json.name("rowTitle").value(map.rowTitle()).name("columnTitle").value(map.columnTitle());
      texts("rowNames", map.rowNames());
      texts("columnNames", map.columnNames());
      numbers("values", map.values());
    } else if (panel instanceof PlanePlot plane) {
      plane(plane);
    }
    json.endObject();
  }

  private void plane(PlanePlot plane) throws IOException {
    json.name("kind").value("plane").name("note").value(plane.note());
    json.name("x").value(plane.x()).name("y").value(plane.y());
    if (plane.field().isPresent()) {
      PlanePlot.Field field = plane.field().get();
      Grid grid = field.grid();
      json.name("field").beginObject();
      json.name("kind").value(field.kind().name());
      json.name("xLow").value(grid.xLow()).name("xHigh").value(grid.xHigh());
      json.name("yLow").value(grid.yLow()).name("yHigh").value(grid.yHigh());
      json.name("columns").value(grid.columns()).name("rows").value(grid.rows());
      json.name("values").beginArray();
      for (int i = 0; i < grid.values().length(); i++) {
        json.value(rounded(grid.values().at(i)));
      }
      json.endArray();
      json.name("levels").beginArray();
      for (double level : field.levels()) {
        json.value(level);
      }
      json.endArray().endObject();
    }
    json.name("groups").beginArray();
    for (PlanePlot.PointGroup group : plane.groups()) {
      int[] drawn = Thinning.evenly(group.x().length(), GROUP_POINTS);
      json.beginObject().name("name").value(group.name());
      numbers("x", group.x().at(drawn));
      numbers("y", group.y().at(drawn));
      json.endObject();
    }
    json.endArray().name("lines").beginArray();
    for (Line path : plane.trajectories()) {
      line(path, Thinning.evenly(path.x().length(), TRAJECTORY_POINTS));
    }
    json.endArray();
  }

  /** Colours and contour lines need no more digits than a float has. */
  private static float rounded(double value) {
    return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
  }

  private void axis(String name, Axis axis) throws IOException {
    json.name(name).beginObject().name("label").value(axis.label());
    json.name("log").value(axis.logarithmic()).endObject();
  }

  private void line(Line line, int[] drawn) throws IOException {
    json.beginObject().name("name").value(line.name()).name("ending").value(line.ending());
    numbers("x", line.x().at(drawn));
    numbers("y", line.y().at(drawn));
    json.endObject();
  }

  private void texts(String name, List<String> values) throws IOException {
    json.name(name).beginArray();
    for (String value : values) {
      json.value(value);
    }
    json.endArray();
  }

  /** JSON has no NaN or infinity: they are written as null, which the charts leave out. */
  private void numbers(String name, Series values) throws IOException {
    json.name(name).beginArray();
    for (int i = 0; i < values.length(); i++) {
      if (Double.isFinite(values.at(i))) {
        json.value(values.at(i));
      } else {
        json.nullValue();
      }
    }
    json.endArray();
  }
}
