// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An IDX file of unsigned bytes whose declared size was found to be its true size.
 *
 * <p>The format, after LeCun: two zero bytes, a type code, the rank r, r sizes of four bytes each,
 * most significant first, then the entries in row-major order. {@link #check} compares sizes with
 * what is there and allocates nothing that depends on the file: a plain file's length is known, a
 * gzip file is unpacked once into a small buffer, at most one byte further than declared.
 */
record IdxFile(Path path, int rows, int cols) {
  private static final int UNSIGNED_BYTE = 0x08;
  private static final int HIGHEST_RANK = 4;
  private static final int BUFFER = 1 << 16;

  /** Takes the entries of a file, in order. */
  interface Entries {
    /**
     * Takes one entry.
     *
     * @param index 0, 1, ... in row-major order
     * @param value 0 to 255
     */
    void accept(int index, int value);
  }

  /**
   * Checks the file's header and size; dimensions after the first are counted as columns.
   *
   * @param lowestRank least rank that the caller can use
   * @param highestRank greatest rank that the caller can use
   */
  static IdxFile check(Path path, int lowestRank, int highestRank) {
    try {
      boolean gzip = DataStreams.isGzip(path);
      try (InputStream stream = DataStreams.open(path)) {
        int rank = readRank(path, stream, lowestRank, highestRank);
        IdxFile file = readSizes(path, stream, rank);
        long entries = (long) file.rows * file.cols;
        if (gzip) {
          file.skipEntries(stream, rank, entries);
          file.requireEnd(stream, rank, entries);
        } else {
          long declared = headerSize(rank) + entries;
          long present = Files.size(path);
          if (present != declared) {
            throw DataFormatException.atByte(
                path,
                Math.min(present, declared),
                "the file must be as long as its header says, got %d bytes declared, %d present"
                    .formatted(declared, present));
          }
        }
        if (!HeapBound.allows(entries)) {
          throw DataFormatException.atByte(path, 4, HeapBound.refusal(entries));
        }
        return file;
      }
    } catch (IOException e) {
      throw DataStreams.unreadable(path, e);
    }
  }

  /** Reads all entries; a file that changed since the check gives the same exceptions. */
  void read(Entries entries) {
    try (InputStream stream = DataStreams.open(path)) {
      int rank = readRank(path, stream, 1, HIGHEST_RANK);
      if (!equals(readSizes(path, stream, rank))) {
        throw DataFormatException.atByte(path, 4, "the file must not change while it is read");
      }
      int total = rows * cols;
      byte[] buffer = new byte[Math.min(BUFFER, Math.max(1, total))];
      int index = 0;
      while (index < total) {
        int count = stream.read(buffer, 0, Math.min(buffer.length, total - index));
        if (count < 0) {
          throw truncated(rank, index, total);
        }
        for (int i = 0; i < count; i++) {
          entries.accept(index + i, buffer[i] & 0xff);
        }
        index += count;
      }
      requireEnd(stream, rank, total);
    } catch (IOException e) {
      throw DataStreams.unreadable(path, e);
    }
  }

  /** The exception for a fault in the entry of an index; ranks follow from the caller's format. */
  DataFormatException entryFault(int rank, int index, String problem) {
    return DataFormatException.atByte(path, headerSize(rank) + index, problem);
  }

  private static int readRank(Path path, InputStream stream, int lowest, int highest)
      throws IOException {
    int first = headerByte(path, stream, 0);
    int second = headerByte(path, stream, 1);
    if (first != 0 || second != 0) {
      throw DataFormatException.atByte(
          path,
          0,
          "an IDX file must start with two zero bytes, got %d %d".formatted(first, second));
    }
    int type = headerByte(path, stream, 2);
    if (type != UNSIGNED_BYTE) {
      throw DataFormatException.atByte(
          path, 2, "the type must be 8 (unsigned bytes), got " + describeType(type));
    }
    int rank = headerByte(path, stream, 3);
    if (rank < lowest || rank > highest) {
      throw DataFormatException.atByte(
          path, 3, "the rank must be from %d to %d, got %d".formatted(lowest, highest, rank));
    }
    return rank;
  }

  private static String describeType(int type) {
    return switch (type) {
      case 0x09 -> "9 (signed bytes)";
      case 0x0b -> "11 (shorts)";
      case 0x0c -> "12 (ints)";
      case 0x0d -> "13 (floats)";
      case 0x0e -> "14 (doubles)";
      default -> "unknown code " + type;
    };
  }

  private static IdxFile readSizes(Path path, InputStream stream, int rank) throws IOException {
    long rows = 0;
    long cols = 1;
    for (int axis = 0; axis < rank; axis++) {
      int offset = 4 + 4 * axis;
      long size = 0;
      for (int i = 0; i < 4; i++) {
        size = size << 8 | headerByte(path, stream, offset + i);
      }
      if (axis == 0) {
        rows = size;
      } else {
        cols *= size;
      }
      // Both factors were at most 2^31 before this one of at most 2^32, so no product overflows.
      if (rows > HeapBound.LONGEST_ARRAY
          || cols > HeapBound.LONGEST_ARRAY
          || rows * cols > HeapBound.LONGEST_ARRAY) {
        throw DataFormatException.atByte(
            path,
            offset,
            "the sizes must multiply to at most %d entries, got more with dimension %d of %d"
                .formatted(HeapBound.LONGEST_ARRAY, axis + 1, size));
      }
    }
    if (rows == 0 || cols == 0) {
      throw DataFormatException.atByte(path, 4, "every dimension must be at least 1, got a 0");
    }
    return new IdxFile(path, (int) rows, (int) cols);
  }

  private static int headerByte(Path path, InputStream stream, int offset) throws IOException {
    int value = stream.read();
    if (value < 0) {
      throw DataFormatException.atByte(
          path, offset, "the file must be whole, it ends within the header");
    }
    return value;
  }

  private void skipEntries(InputStream stream, int rank, long entries) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long read = 0;
    while (read < entries) {
      int count = stream.read(buffer, 0, (int) Math.min(BUFFER, entries - read));
      if (count < 0) {
        throw truncated(rank, read, entries);
      }
      read += count;
    }
  }

  private DataFormatException truncated(int rank, long read, long entries) {
    return DataFormatException.atByte(
        path,
        headerSize(rank) + read,
        "the file must be whole, got %d entries declared, %d present".formatted(entries, read));
  }

  /** Reading the end also makes a gzip stream check its trailer. */
  private void requireEnd(InputStream stream, int rank, long entries) throws IOException {
    if (stream.read() >= 0) {
      throw DataFormatException.atByte(
          path,
          headerSize(rank) + entries,
          "the file must end after the %d entries that its header declares".formatted(entries));
    }
  }

  private static long headerSize(int rank) {
    return 4 + 4L * rank;
  }
}
