package match

// weights are what the features count, learnt from labelled spellings by
// TestLearnWeights.
var weights = vector{
	bothName:    1.54,
	bothShort:   0.76,
	within:      -3.59,
	around:      -3.23,
	aroundShort: -3.57,
	partly:      -5.10,
	toldBoth:    1.97,
	told:        4.87,
	extraIn:     -1.05,
	extraTail:   -0.47,
	extraOut:    -1.01,
	lackIn:      -2.41,
	lackTail:    -0.79,
	disorder:    0.00,
	fuzz:        -2.22,
	likeness:    0.76,
	opening:     1.21,
	openEnd:     3.79,
	sameText:    0.71,
	acronymOn:   1.93,
	acronymOff:  -2.51,
	countryOn:   0.39,
	countryIn:   -0.56,
	countryOf:   -0.22,
	countryOff:  -3.93,
	initials:    -3.28,
	aPart:       -3.50,
	first:       0.11,
}
