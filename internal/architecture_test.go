// Package internal holds the rooms; its test keeps the arrows between them.
package internal

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// arrows lists, for each room, the rooms it may know.
var arrows = map[string][]string{
	"record":         {},
	"locale":         {"record"},
	"chart":          {},
	"document":       {"chart"},
	"exchange/sheet": {"record"},
	"geo":            {"record", "chart", "exchange/sheet"},
	"indicator":      {"record", "locale"},
	"fivew":          {"record", "locale", "exchange/sheet", "match", "layout"},
	"intake":         {"record", "locale", "exchange/sheet"},
	"layout":         {"record", "locale", "exchange/sheet", "match"},
	"match":          {"record", "locale"},
	"needs":          {"record", "locale", "exchange/sheet", "match"},
	"returns":        {"record", "locale", "exchange/sheet"},
	"note":           {"record", "locale", "indicator", "chart", "document"},
	"presence":       {"record", "locale"},
	"picture":        {"record", "locale", "exchange/sheet", "presence", "geo", "chart"},
	"sample":         {"record", "intake", "exchange/sheet"},
	"sample/design":  {"record"},
	"store":          {"record", "presence"},
	"web":            {"record", "locale", "indicator", "chart", "document", "note", "returns", "store", "presence", "picture"},
}

func TestArrowsPointOneWay(t *testing.T) {
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		room := filepath.ToSlash(filepath.Dir(path))
		may, known := arrows[room]
		if !known {
			t.Errorf("%s is in a room that the list of arrows does not name", path)
			return nil
		}
		tree, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, i := range tree.Imports {
			if other, ours := strings.CutPrefix(strings.Trim(i.Path.Value, `"`), "toguna/internal/"); ours && !slices.Contains(may, other) {
				t.Errorf("%s imports %s: that arrow does not exist", path, other)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
