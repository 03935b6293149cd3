package match

// weights are what the features count, learnt from labelled spellings by
// TestLearnWeights.
var weights = vector{
	bothName:    1.54,
	bothShort:   0.74,
	within:      -3.58,
	around:      -3.22,
	aroundShort: -3.54,
	partly:      -5.09,
	toldBoth:    1.98,
	told:        4.89,
	extraIn:     -1.09,
	extraTail:   -0.47,
	extraOut:    -0.88,
	lackIn:      -2.39,
	lackTail:    -0.80,
	disorder:    0.00,
	fuzz:        -2.21,
	likeness:    0.77,
	opening:     1.13,
	openEnd:     3.76,
	sameText:    0.71,
	acronymOn:   1.92,
	acronymOff:  -2.59,
	countryOn:   0.38,
	countryIn:   -0.58,
	countryOf:   -0.23,
	countryOff:  -3.94,
	initials:    -3.30,
	aPart:       -3.50,
	first:       0.15,
}
