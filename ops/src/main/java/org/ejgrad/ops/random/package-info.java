// SPDX-License-Identifier: Apache-2.0
/**
 * Random numbers that are functions: the draw at an index depends on (seed, stream, index) alone.
 *
 * <pre>
 * seed ── of ──▶ CounterRandom ── stream(name) ──▶ CounterRandom (independent)
 *                      │
 *                      ├─ uniform(i)  gaussian(i)  intBelow(i, bound)   one number
 *                      └─ permutation(n)  normal(m, n, ..)  uniform(m, n, ..)   many
 * </pre>
 *
 * Nothing is consumed and nothing changes, so draws can be made in any order, on any thread, and
 * again after a restart, with the same bits. Every use takes a stream of its own.
 */
@NullMarked
package org.ejgrad.ops.random;

import org.jspecify.annotations.NullMarked;
