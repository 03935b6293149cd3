package chart

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"sync"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// maxPixels bounds the memory one PNG may ask for.
const maxPixels = 64 << 20

// PNG paints the drawing on white at a resolution in dots per inch; 200 suits print and word processors.
func (d *Drawing) PNG(dpi float64) ([]byte, error) {
	scale := dpi / 72
	w, h := math.Ceil(d.Width*scale), math.Ceil(d.Height*scale)
	if !(w >= 1 && h >= 1 && w*h <= maxPixels) {
		return nil, fmt.Errorf("paint drawing %q: %g × %g points at %g dpi is not between 1 and %d pixels", d.Title, d.Width, d.Height, dpi, maxPixels)
	}
	p := &painter{scale: scale, img: image.NewRGBA(image.Rect(0, 0, int(w), int(h)))}
	draw.Draw(p.img, p.img.Bounds(), image.White, image.Point{}, draw.Src)
	for _, s := range d.Shapes {
		if err := p.paint(s); err != nil {
			return nil, fmt.Errorf("paint drawing %q: %w", d.Title, err)
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, p.img); err != nil {
		return nil, fmt.Errorf("paint drawing %q: %w", d.Title, err)
	}
	return out.Bytes(), nil
}

// TextWidth is the width in points of a text set in Liberation Sans, without kerning.
func TextWidth(s string, size float64, bold bool) float64 {
	f, err := face(bold)
	if err != nil {
		return float64(len([]rune(s))) * size * 0.6
	}
	units := f.UnitsPerEm()
	var buf sfnt.Buffer
	var sum fixed.Int26_6
	for _, r := range s {
		g, err := f.GlyphIndex(&buf, r)
		if err != nil {
			continue
		}
		if a, err := f.GlyphAdvance(&buf, g, fixed.I(int(units)), font.HintingNone); err == nil {
			sum += a
		}
	}
	return float64(sum) / 64 / float64(units) * size
}

var (
	regularFace = sync.OnceValues(func() (*sfnt.Font, error) { return opentype.Parse(liberationsansregular.TTF) })
	boldFace    = sync.OnceValues(func() (*sfnt.Font, error) { return opentype.Parse(liberationsansbold.TTF) })
)

func face(bold bool) (*sfnt.Font, error) {
	if bold {
		return boldFace()
	}
	return regularFace()
}

type painter struct {
	img   *image.RGBA
	scale float64
}

func (p *painter) paint(s Shape) error {
	switch s.Kind {
	case Path:
		p.fill(windAlternately(s.Points), s.Fill)
		for _, ring := range s.Points {
			p.stroke(closed(ring), s)
		}
	case Rect:
		ring := []Point{{s.X, s.Y}, {s.X + s.W, s.Y}, {s.X + s.W, s.Y + s.H}, {s.X, s.Y + s.H}}
		p.fill([][]Point{ring}, s.Fill)
		p.stroke(closed(ring), s)
	case Circle:
		ring := circle(Point{s.X, s.Y}, s.R)
		p.fill([][]Point{ring}, s.Fill)
		p.stroke(closed(ring), s)
	case Line:
		for _, line := range s.Points {
			p.stroke(line, s)
		}
	case Text:
		return p.text(s)
	}
	return nil
}

// fill paints rings by the non-zero rule, each ring clipped to the image so that the cost stays bounded.
func (p *painter) fill(rings [][]Point, c Color) {
	if c.A == 0 || len(rings) == 0 {
		return
	}
	lo, hi := bounds(rings)
	box := image.Rect(int(math.Floor(lo.X*p.scale)), int(math.Floor(lo.Y*p.scale)), int(math.Ceil(hi.X*p.scale))+1, int(math.Ceil(hi.Y*p.scale))+1).Intersect(p.img.Bounds())
	if box.Empty() {
		return
	}
	r := vector.NewRasterizer(box.Dx(), box.Dy())
	at := func(q Point) (float32, float32) {
		return float32(q.X*p.scale - float64(box.Min.X)), float32(q.Y*p.scale - float64(box.Min.Y))
	}
	for _, ring := range rings {
		if len(ring) < 3 {
			continue
		}
		r.MoveTo(at(ring[0]))
		for _, q := range ring[1:] {
			r.LineTo(at(q))
		}
		r.ClosePath()
	}
	r.Draw(p.img, box, image.NewUniform(color.NRGBA{c.R, c.G, c.B, c.A}), image.Point{})
}

// stroke paints a polyline as one small polygon for each segment and a disc for each joint.
func (p *painter) stroke(line []Point, s Shape) {
	if s.Stroke.A == 0 || s.StrokeWidth <= 0 {
		return
	}
	var pieces [][]Point
	half := s.StrokeWidth / 2
	for _, dash := range dashes(line, s.Dash) {
		for i := 1; i < len(dash); i++ {
			a, b := dash[i-1], dash[i]
			length := math.Hypot(b.X-a.X, b.Y-a.Y)
			if length == 0 {
				continue
			}
			nx, ny := -(b.Y-a.Y)/length*half, (b.X-a.X)/length*half
			pieces = append(pieces, []Point{{a.X - nx, a.Y - ny}, {b.X - nx, b.Y - ny}, {b.X + nx, b.Y + ny}, {a.X + nx, a.Y + ny}})
			if i > 1 && s.StrokeWidth*p.scale > 1.5 {
				pieces = append(pieces, circle(a, half))
			}
		}
		if n := len(dash); n > 2 && dash[0] == dash[n-1] && s.StrokeWidth*p.scale > 1.5 {
			pieces = append(pieces, circle(dash[0], half))
		}
	}
	p.fill(pieces, s.Stroke)
}

func (p *painter) text(s Shape) error {
	f, err := face(s.Bold)
	if err != nil {
		return fmt.Errorf("font: %w", err)
	}
	x := s.X
	switch s.Anchor {
	case Middle:
		x -= TextWidth(s.Text, s.Size, s.Bold) / 2
	case End:
		x -= TextWidth(s.Text, s.Size, s.Bold)
	}
	units := int(f.UnitsPerEm())
	k := s.Size / float64(units)
	var buf sfnt.Buffer
	var outlines [][]Point
	for _, r := range s.Text {
		g, err := f.GlyphIndex(&buf, r)
		if err != nil {
			return fmt.Errorf("font: letter %q: %w", r, err)
		}
		segments, err := f.LoadGlyph(&buf, g, fixed.I(units), nil)
		if err != nil {
			return fmt.Errorf("font: letter %q: %w", r, err)
		}
		outlines = append(outlines, flatten(segments, x, s.Y, k)...)
		advance, err := f.GlyphAdvance(&buf, g, fixed.I(units), font.HintingNone)
		if err != nil {
			return fmt.Errorf("font: letter %q: %w", r, err)
		}
		x += float64(advance) / 64 * k
	}
	if s.Up {
		for _, ring := range outlines {
			for i, q := range ring {
				ring[i] = Point{s.X + q.Y - s.Y, s.Y - q.X + s.X}
			}
		}
	}
	for _, ring := range outlines {
		p.stroke(closed(ring), Shape{Stroke: s.Halo, StrokeWidth: 2 * haloWidth * s.Size})
	}
	p.fill(outlines, s.Fill)
	return nil
}

// flatten turns the curves of a glyph into rings of short straight lines.
func flatten(segments sfnt.Segments, x, y, k float64) [][]Point {
	const steps = 6
	at := func(q fixed.Point26_6) Point {
		return Point{x + float64(q.X)/64*k, y + float64(q.Y)/64*k}
	}
	var rings [][]Point
	for _, s := range segments {
		if s.Op == sfnt.SegmentOpMoveTo || len(rings) == 0 {
			rings = append(rings, []Point{at(s.Args[0])})
			continue
		}
		ring := &rings[len(rings)-1]
		from := (*ring)[len(*ring)-1]
		switch s.Op {
		case sfnt.SegmentOpLineTo:
			*ring = append(*ring, at(s.Args[0]))
		case sfnt.SegmentOpQuadTo:
			b, c := at(s.Args[0]), at(s.Args[1])
			for i := 1; i <= steps; i++ {
				t := float64(i) / steps
				u := 1 - t
				*ring = append(*ring, Point{u*u*from.X + 2*u*t*b.X + t*t*c.X, u*u*from.Y + 2*u*t*b.Y + t*t*c.Y})
			}
		case sfnt.SegmentOpCubeTo:
			b, c, d := at(s.Args[0]), at(s.Args[1]), at(s.Args[2])
			for i := 1; i <= steps; i++ {
				t := float64(i) / steps
				u := 1 - t
				*ring = append(*ring, Point{
					u*u*u*from.X + 3*u*u*t*b.X + 3*u*t*t*c.X + t*t*t*d.X,
					u*u*u*from.Y + 3*u*u*t*b.Y + 3*u*t*t*c.Y + t*t*t*d.Y,
				})
			}
		}
	}
	return rings
}

// dashes cuts a line into the pieces a dash pattern leaves visible.
func dashes(line []Point, pattern []float64) [][]Point {
	period := 0.0
	for _, v := range pattern {
		period += math.Max(v, 0)
	}
	if period < 0.1 || len(pattern)%2 != 0 {
		return [][]Point{line}
	}
	var out [][]Point
	index, left, on := 0, pattern[0], true
	var piece []Point
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		length := math.Hypot(b.X-a.X, b.Y-a.Y)
		done := 0.0
		if on && len(piece) == 0 {
			piece = []Point{a}
		}
		for length-done > left {
			done += left
			q := between(a, b, done/length)
			if on {
				out = append(out, append(piece, q))
				piece = nil
			} else {
				piece = []Point{q}
			}
			on = !on
			index = (index + 1) % len(pattern)
			left = pattern[index]
		}
		left -= length - done
		if on {
			piece = append(piece, b)
		}
	}
	if len(piece) > 1 {
		out = append(out, piece)
	}
	return out
}
