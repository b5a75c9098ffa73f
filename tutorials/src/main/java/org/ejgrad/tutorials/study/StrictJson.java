// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ejgrad.tutorials.report.Series;

/**
 * Reads JSON whose fields have one fixed order, with a bound on everything: depth, text lengths,
 * array lengths, ranges. A broken rule is an IllegalArgumentException; the caller adds file and
 * place.
 */
final class StrictJson {
  private static final int NESTING_LIMIT = 6;
  private static final int TEXT_LIMIT = 1_000;
  private static final int FIRST_CAPACITY = 64;

  private final JsonReader json;

  /** Reads one item of an array or one field's value. */
  @FunctionalInterface
  interface Item<T> {
    T read() throws IOException;
  }

  StrictJson(Reader source) {
    json = new JsonReader(source);
    json.setStrictness(Strictness.STRICT);
    json.setNestingLimit(NESTING_LIMIT);
  }

  String path() {
    return json.getPath();
  }

  /** Reads the next field's name, which must be this one. */
  StrictJson field(String name) throws IOException {
    expect(JsonToken.NAME);
    String got = json.nextName();
    require(got.equals(name), "field must be '" + name + "', got '" + shortened(got) + "'");
    return this;
  }

  <T> T object(Item<T> fields) throws IOException {
    expect(JsonToken.BEGIN_OBJECT);
    json.beginObject();
    T value = fields.read();
    expect(JsonToken.END_OBJECT);
    json.endObject();
    return value;
  }

  <T> List<T> list(int most, Item<T> item) throws IOException {
    expect(JsonToken.BEGIN_ARRAY);
    json.beginArray();
    List<T> items = new ArrayList<>();
    while (json.hasNext()) {
      require(items.size() < most, "list must have at most " + most + " items");
      items.add(item.read());
    }
    json.endArray();
    return items;
  }

  /** Reads numbers; the array grows with what is really there. */
  Series series(int most) throws IOException {
    expect(JsonToken.BEGIN_ARRAY);
    json.beginArray();
    double[] values = new double[Math.min(most, FIRST_CAPACITY)];
    int length = 0;
    while (json.hasNext()) {
      require(length < most, "list must have at most " + most + " numbers");
      if (length == values.length) {
        values = Arrays.copyOf(values, (int) Math.min(most, 2L * length));
      }
      values[length++] = number();
    }
    json.endArray();
    return Series.copyOf(values, length);
  }

  /** Reads the value, or the null in its place. */
  <T> Optional<T> optional(Item<T> item) throws IOException {
    if (json.peek() == JsonToken.NULL) {
      json.nextNull();
      return Optional.empty();
    }
    return Optional.of(item.read());
  }

  double number() throws IOException {
    expect(JsonToken.NUMBER);
    return json.nextDouble();
  }

  int integer(int low, int high) throws IOException {
    expect(JsonToken.NUMBER);
    int value = json.nextInt();
    require(
        value >= low && value <= high,
        "number must be in [" + low + ", " + high + "], got " + value);
    return value;
  }

  long longInteger() throws IOException {
    expect(JsonToken.NUMBER);
    return json.nextLong();
  }

  String text() throws IOException {
    expect(JsonToken.STRING);
    String text = json.nextString();
    require(text.length() <= TEXT_LIMIT, "text must have at most " + TEXT_LIMIT + " characters");
    return text;
  }

  void end() throws IOException {
    expect(JsonToken.END_DOCUMENT);
  }

  void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(problem);
    }
  }

  private void expect(JsonToken token) throws IOException {
    JsonToken got = json.peek();
    require(got == token, "must be " + token + ", got " + got);
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }
}
