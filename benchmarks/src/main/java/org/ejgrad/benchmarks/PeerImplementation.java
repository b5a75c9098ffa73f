// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.benchmarks;

/** An {@link Implementation} by another framework, there with the Maven profile {@code peers}. */
public interface PeerImplementation extends Implementation {}
