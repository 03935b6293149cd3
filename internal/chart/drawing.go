// Package chart draws maps of places, bars, a matrix, a timeline, gaps and changes.
//
// Plain series of values enter, with their words already in French or English. A Drawing leaves: vector shapes in points,
// a text alternative and the same figures as a table, which the SVG and PNG writers here, and the PDF writer of the
// document room, all draw alike.
//
// It never computes an indicator, never reads a record, a clock or a file, and never shows the number of a withheld value.
package chart

// Drawing is a picture as plain vector shapes, in points (1/72 inch), origin top left; each renderer (SVG, PNG, PDF) draws the same shapes.
type Drawing struct {
	Width, Height float64
	Lang          string // "fr" or "en"
	Title         string // accessible name
	Desc          string // text alternative: what the picture says, in sentences
	Shapes        []Shape
	Table         Table    // the same figures as a table
	Narrow        *Drawing `json:"-"` // the same for the screen of a phone, which a page shows there in its stead
	Pointed       bool     // its many links are for a pointer: whoever walks a page by keyboard finds them in the table
}

// PhoneWidth is the width of a drawing for the screen of a phone: a point is there nearly two of its pixels.
const PhoneWidth = 190.0

// isNarrow tells whether a width has no room for two things side by side.
func isNarrow(width float64) bool { return width < 300 }

// labelRoom is the most that the labels of rows take of a width.
func labelRoom(width, usual float64) float64 {
	if isNarrow(width) {
		return 64
	}
	return usual
}

// ShapeKind tells which fields of a Shape count.
type ShapeKind int

// The five marks a drawing is made of.
const (
	Path ShapeKind = iota
	Rect
	Circle
	Text
	Line
)

// Anchor tells which point of a text stands at its X.
type Anchor int

// The three anchors of a text.
const (
	Start Anchor = iota
	Middle
	End
)

// Shape is one mark. Kind decides which fields count.
type Shape struct {
	Kind          ShapeKind
	Points        [][]Point // Path: closed rings (even-odd); Line: one open polyline
	X, Y, W, H, R float64   // Rect (X,Y top left), Circle (centre X,Y), Text (X,Y baseline)
	Fill, Stroke  Color     // zero Color = none
	StrokeWidth   float64
	Dash          []float64
	Text          string
	Size          float64 // text size in points
	Bold          bool
	Anchor        Anchor
	Halo          Color  // text halo, zero = none
	Up            bool   // text reads upwards, turned about its point
	Href, Tip     string // SVG: link to evidence and <title> tooltip
}

// Point is a place on the page, in points, or on the earth, as longitude and latitude.
type Point struct{ X, Y float64 }

// Color is a colour; A = 0 means none.
type Color struct{ R, G, B, A uint8 }

// Table holds the figures of a drawing as text, for readers who cannot or would rather not see the picture.
type Table struct {
	Caption string
	Head    []string
	Rows    [][]string
}

// haloWidth is how far a text halo reaches beyond the letters, as a share of the text size.
const haloWidth = 0.14
