// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.List;
import java.util.OptionalInt;
import org.ejgrad.graph.Names;

/**
 * A column as a user names it: by its name, or by an index that counts from the end if negative.
 */
record ColumnRef(String name, int index) {
  static ColumnRef named(String name) {
    checkArgument(!name.isEmpty(), "csv: a column's name must not be empty. Use its index");
    return new ColumnRef(name, 0);
  }

  static ColumnRef at(int index) {
    return new ColumnRef("", index);
  }

  /** The position among a file's columns, counted from 0, or nothing where there is none. */
  OptionalInt position(List<String> columns) {
    int position = index < 0 ? columns.size() + index : index;
    if (!name.isEmpty()) {
      position = columns.indexOf(name);
    }
    return position >= 0 && position < columns.size()
        ? OptionalInt.of(position)
        : OptionalInt.empty();
  }

  @Override
  public String toString() {
    return name.isEmpty() ? "index " + index : "'" + Names.shortened(name) + "'";
  }
}
