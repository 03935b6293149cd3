package chart

import (
	"math"
	"slices"
)

// class is a range of values that share a colour; its ends are values that occur.
type class struct {
	lo, hi float64
	fill   Color
}

// maxClasses is how many blues an eye still tells apart, in colour or on a grey printout.
const maxClasses = 5

// blues run from pale to deep with an even step in lightness, so the order survives colour blindness and grey printing.
var blues = [maxClasses]Color{
	{0xd6, 0xe8, 0xf5, 255}, {0xa3, 0xcd, 0xe8, 255}, {0x62, 0xa8, 0xd5, 255}, {0x25, 0x7a, 0xb8, 255}, {0x0b, 0x49, 0x80, 255},
}

// shades says which blues serve for a number of classes.
var shades = [maxClasses + 1][]int{nil, {2}, {1, 3}, {0, 2, 4}, {0, 1, 3, 4}, {0, 1, 2, 3, 4}}

// classify parts the positive values into at most five ranges by natural breaks: the partition with the smallest sum of
// squared distances to the mean of each range.
func classify(values []float64) []class {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	n := len(sorted)
	k := min(maxClasses, len(slices.Compact(slices.Clone(sorted))))
	if k == 0 {
		return nil
	}
	// Scaling keeps the squares finite for any finite input.
	scale := sorted[n-1]
	sum, squares := make([]float64, n+1), make([]float64, n+1)
	for i, v := range sorted {
		v /= scale
		sum[i+1], squares[i+1] = sum[i]+v, squares[i]+v*v
	}
	spread := func(from, to int) float64 { // of sorted[from:to]
		s := sum[to] - sum[from]
		return squares[to] - squares[from] - s*s/float64(to-from)
	}
	cost := make([][]float64, k+1)
	cut := make([][]int, k+1)
	for c := range cost {
		cost[c], cut[c] = make([]float64, n+1), make([]int, n+1)
		for i := range cost[c] {
			cost[c][i] = math.Inf(1)
		}
	}
	cost[0][0] = 0
	for c := 1; c <= k; c++ {
		for to := c; to <= n; to++ {
			for from := c - 1; from < to; from++ {
				if from > 0 && sorted[from] == sorted[from-1] {
					continue // equal values share a class
				}
				if total := cost[c-1][from] + spread(from, to); total < cost[c][to] {
					cost[c][to], cut[c][to] = total, from
				}
			}
		}
	}
	classes := make([]class, k)
	for c, to := k, n; c > 0; c-- {
		from := cut[c][to]
		classes[c-1] = class{sorted[from], sorted[to-1], blues[shades[k][c-1]]}
		to = from
	}
	return classes
}

// shade is the colour of a positive value.
func shade(classes []class, n float64) Color {
	for _, c := range classes {
		if n <= c.hi {
			return c.fill
		}
	}
	return none
}

// seriesColors tell up to eight kinds apart: hues that colour-blind eyes keep apart (after Okabe and Ito), neighbours of
// unlike lightness so that a stack can be read in grey.
var seriesColors = []Color{
	{0x0b, 0x49, 0x80, 255}, {0x57, 0xb4, 0xe3, 255}, {0x12, 0x7d, 0x5f, 255}, {0xe8, 0xb1, 0x30, 255},
	{0xb3, 0x50, 0x1b, 255}, {0xd7, 0x9a, 0xbd, 255}, {0x66, 0x6f, 0x78, 255}, {0xc4, 0xc9, 0xcf, 255},
}

func seriesColor(i int) Color { return seriesColors[i%len(seriesColors)] }
