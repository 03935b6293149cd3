package sheet

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func TestAddress(t *testing.T) {
	for want, at := range map[string][2]int{
		"A1": {1, 1}, "C14": {14, 3}, "Z2": {2, 26}, "AA2": {2, 27}, "AZ1": {1, 52}, "XFD1048576": {1048576, 16384}, "C": {0, 3}, "5": {5, 0},
	} {
		if got := Address(at[0], at[1]); got != want {
			t.Errorf("Address(%d, %d) = %s, want %s", at[0], at[1], got, want)
		}
	}
}

const styles = `<x:styleSheet xmlns:x="m"><x:numFmts><x:numFmt numFmtId="164" formatCode="[$-40C]mmm\-yy;@"/><x:numFmt numFmtId="165" formatCode="00000"/>
<x:numFmt numFmtId="166" formatCode="&quot;ML&quot;0000"/><x:numFmt numFmtId="167" formatCode="[h]:mm"/><x:numFmt numFmtId="168" formatCode="#,##0&quot; days&quot;"/><x:numFmt numFmtId="169" formatCode="[Red]General"/></x:numFmts>
<x:cellStyleXfs><x:xf numFmtId="14"/></x:cellStyleXfs><x:cellXfs><x:xf numFmtId="0"/><x:xf numFmtId="14"/><x:xf numFmtId="164"/><x:xf numFmtId="165"/><x:xf numFmtId="166"/><x:xf numFmtId="167"/><x:xf numFmtId="168"/><x:xf numFmtId="169"/><x:xf numFmtId="22"/></x:cellXfs>
<x:cellStyles/></x:styleSheet>`

const texts = `<sst><si><t>Gao</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">Ton</t></r><r><t>ka &amp; &lt;Ségou&gt;</t></r></si>` +
	`<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr/></si><si/><si><t><![CDATA[a<b]]>_x000D_c_x005F_x000D_&#233;&#x254;&bogus;</t></si><si><t> deux  </t></si></sst>`

func TestCellsOfAWorkbook(t *testing.T) {
	for _, c := range []struct{ name, xml, want string }{
		{"shared", `<c r="C1" t="s"><v>0</v></c>`, "C1 Text Gao"},
		{"rich", `<c r="C1" t="s"><v>1</v></c>`, "C1 Text Tonka & <Ségou>"},
		{"phonetic", `<c r="C1" t="s"><v>2</v></c>`, "C1 Text 東京"},
		{"shared empty", `<c r="C1" t="s"><v>3</v></c>`, ""},
		{"entities", `<c r="C1" t="s"><v>4</v></c>`, "C1 Text a<b\rc_x000D_éɔ&bogus;"},
		{"spaces kept", `<c r="C1" t="s"><v>5</v></c>`, "C1 Text  deux  "},
		{"inline", `<c r="C1" t="inlineStr"><is><r><t>Ba</t></r><r><t>mako</t></r></is></c>`, "C1 Text Bamako"},
		{"inline escaped once", `<c r="C1" t="inlineStr"><is><t>a_x005F_x000D_</t></is></c>`, "C1 Text a_x000D_"},
		{"no address", `<c><v>1</v></c><c/><c><v>3</v></c>`, "A1 Number 1, C1 Number 3"},
		{"address then none", `<c r="D1"><v>1</v></c><c><v>2</v></c>`, "D1 Number 1, E1 Number 2"},
		{"out of order", `<c r="B1"><v>2</v></c><c r="A1"><v>1</v></c><c r="B1"><v>3</v></c>`, "A1 Number 1, B1 Number 3"},
		{"true", `<c r="A1" t="b"><v>1</v></c>`, "A1 Bool TRUE"},
		{"false", `<c r="A1" t="b"><v>0</v></c>`, "A1 Bool FALSE"},
		{"error", `<c r="A1" t="e"><f>VLOOKUP(1,2)</f><v>#N/A</v></c>`, "A1 ErrorValue #N/A"},
		{"formula cached", `<c r="A1"><f>1+1</f><v>2</v></c>`, "A1 Number 2"},
		{"formula text", `<c r="A1" t="str"><f>A&amp;B</f><v>x</v></c>`, "A1 Text x"},
		{"formula empty text", `<c r="A1" t="str"><f>A&amp;B</f><v></v></c>`, ""},
		{"formula alone", `<c r="A1"><f>A&amp;B</f></c>`, "A1 Formula =A&B"},
		{"date", `<c r="A1" s="1"><v>43180</v></c>`, "A1 Date 2018-03-21"},
		{"date and time", `<c r="A1" s="8"><v>43180.5</v></c>`, "A1 Date 2018-03-21 12:00:00"},
		{"custom date", `<c r="A1" s="2"><v>43160</v></c>`, "A1 Date 2018-03-01"},
		{"iso date", `<c r="A1" t="d"><v>2018-03-21T00:00:00</v></c>`, "A1 Date 2018-03-21"},
		{"iso date and time", `<c r="A1" t="d"><v>2018-03-21T08:30:00</v></c>`, "A1 Date 2018-03-21 08:30:00"},
		{"no such day", `<c r="A1" s="1"><v>60</v></c>`, "A1 Number 60"},
		{"hours", `<c r="A1" s="5"><v>1.5</v></c>`, "A1 Number 1.5"},
		{"zeros", `<c r="A1" s="3"><v>512</v></c>`, "A1 Number 00512"},
		{"letters and zeros", `<c r="A1" s="4"><v>512</v></c>`, "A1 Number ML0512"},
		{"unit", `<c r="A1" s="6"><v>1200</v></c>`, "A1 Number 1200"},
		{"red", `<c r="A1" s="7"><v>7</v></c>`, "A1 Number 7"},
		{"float dust", `<c r="A1"><v>0.30000000000000004</v></c>`, "A1 Number 0.3"},
		{"power", `<c r="A1"><v>1.2E+4</v></c>`, "A1 Number 12000"},
		{"no style of that number", `<c r="A1" s="99"><v>5</v></c>`, "A1 Number 5"},
		{"word in a number", `<c r="A1"><v>abc</v></c>`, "A1 Text abc"},
		{"attribute with >", `<c r="A1" cm='>"' t="str"><v>x</v></c>`, "A1 Text x"},
		{"comment", `<!-- <c> --><c r="A1"><!-- > --><v>5</v><?p i?></c>`, "A1 Number 5"},
		{"strangers", `<ext><c r="B1"><v>9</v></c></ext><c r="A1"><extLst><v>3</v></extLst><v>5</v></c>`, "A1 Number 5"},
		{"blanks only", `<c r="A1" t="str"><v>  </v></c>`, ""},
		{"broken letters", "<c r=\"A1\" t=\"str\"><v>a\xFFb</v></c>", "A1 Text a\uFFFDb"},
		{"line ends", "<c r=\"A1\" t=\"str\"><v>a\r\nb\rc</v></c>", "A1 Text a\nb\nc"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, prefix := range []string{"", "x:"} {
				xml := c.xml
				for _, tag := range []string{"c", "v", "f", "is", "t", "r"} {
					xml = strings.NewReplacer("<"+tag+">", "<"+prefix+tag+">", "<"+tag+" ", "<"+prefix+tag+" ", "<"+tag+"/", "<"+prefix+tag+"/", "</"+tag+">", "</"+prefix+tag+">").Replace(xml)
				}
				sheet := "\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n<" + prefix + `worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><` + prefix + "sheetData>\n<" + prefix + "row>" + xml + "</" + prefix + "row></" + prefix + "sheetData></" + prefix + "worksheet>"
				file := bookOf(t, map[string]string{"sheet1.xml": sheet, "xl/styles.xml": styles, "xl/sharedStrings.xml": texts})
				if got, err := rowText(file, "a.xlsx"); err != nil || got != c.want {
					t.Errorf("with prefix %q: %q, %v; want %q", prefix, got, err, c.want)
				}
			}
		})
	}
}

// rowText writes the cells of the first sheet in order.
func rowText(file []byte, name string) (string, error) {
	b, err := Read(name, bytes.NewReader(file), int64(len(file)), DefaultLimits())
	if err != nil {
		return "", err
	}
	var out []string
	kinds := []string{"Empty", "Text", "Number", "Date", "Bool", "ErrorValue", "Formula"}
	err = b.Rows(context.Background(), b.Sheets()[0].Name, func(row int, cells []Cell) error {
		for _, c := range cells {
			out = append(out, fmt.Sprint(Address(row, c.Col), " ", kinds[c.Kind], " ", c.Text))
		}
		return nil
	})
	return strings.Join(out, ", "), err
}

func TestWorkbookParts(t *testing.T) {
	parts := data(`<row r="7"><c r="B7" s="1"><v>41718</v></c></row>`)
	parts["xl/styles.xml"] = styles
	parts["_rels/.rels"] = `<Relationships><Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/XL/Workbook.xml"/></Relationships>`
	parts["xl/workbook.xml"] = `<w:workbook xmlns:w="m" xmlns:q="r"><w:workbookPr date1904="true"/><w:sheets><w:sheet name="Graph" sheetId="9" q:id="g"/><w:sheet name="D&apos;avril &amp; mai" sheetId="1" q:id="s1" state="veryHidden"/><w:sheet name="B" sheetId="2" q:id="s1" state="hidden"/></w:sheets></w:workbook>`
	parts["xl/_rels/workbook.xml.rels"] = strings.Replace(mainRels, "<Relationships>", `<Relationships><Relationship Id="g" Type="x/chartsheet" Target="chart.xml"/><Relationship Id="e" Type="x/worksheet" Target="http://example.org/a" TargetMode="External"/>`, 1)
	file := bookOf(t, parts)
	b, err := Read("a.xlsm", bytes.NewReader(file), int64(len(file)), DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(b.Sheets(), b.Date1904()); got != "[{D'avril & mai veryHidden 0} {B hidden 1}] true" {
		t.Errorf("sheets %s", got)
	}
	if got, err := rowText(file, "a.xlsm"); err != nil || got != "B7 Date 2018-03-21" {
		t.Errorf("row %s, %v", got, err)
	}
}

func TestCSV(t *testing.T) {
	latin := func(s string) string {
		out, err := charmap.Windows1252.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	wide := func(s string, order unicode.Endianness) string {
		out, err := unicode.UTF16(order, unicode.UseBOM).NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	const table = "Région;Population\r\nGao;12,5\r\n\r\nSégou;\r\n"
	const want = "A1 Text Région, B1 Text Population, A2 Text Gao, B2 Text 12,5, A4 Text Ségou"
	for _, c := range []struct{ name, file, want string }{
		{"utf-8", table, want},
		{"utf-8 mark", "\uFEFF" + table, want},
		{"windows-1252", latin(table), want},
		{"utf-16 little", wide(table, unicode.LittleEndian), want},
		{"utf-16 big", wide(table, unicode.BigEndian), want},
		{"late accent", "a;b\n" + strings.Repeat("aaaa;bbbb\n", 20000) + latin("é;1\n"), ""},
		{"line feed", strings.ReplaceAll(table, "\r\n", "\n"), want},
		{"return", strings.ReplaceAll(table, "\r\n", "\r"), want},
		{"sep", "sep=;\r\na,b;c\r\n", "A2 Text a,b, B2 Text c"},
		{"sep odd", "\"sep=^\"\na^b\n", "A2 Text a, B2 Text b"},
		{"comma", "a,b;b,c\n1,2,3\n", "A1 Text a, B1 Text b;b, C1 Text c, A2 Text 1, B2 Text 2, C2 Text 3"},
		{"tab", "a\tb, c\n1\t2\n", "A1 Text a, B1 Text b, c, A2 Text 1, B2 Text 2"},
		{"bar", "a|b\n1|2\n", "A1 Text a, B1 Text b, A2 Text 1, B2 Text 2"},
		{"title line", "Rapport, mars\na;b;c\n1;2;3\n4;5;6\n", "A1 Text Rapport, mars, A2 Text a, B2 Text b, C2 Text c, A3 Text 1, B3 Text 2, C3 Text 3, A4 Text 4, B4 Text 5, C4 Text 6"},
		{"quotes", "a,\"b \"\"c\"\", d\ne\",f\r\ng,5\" pipe,h\n", "A1 Text a, B1 Text b \"c\", d\ne, C1 Text f, A3 Text g, B3 Text 5\" pipe, C3 Text h"},
		{"quoted separators decide nothing", "\"a;b;c\",1\n\"d;e;f\",2\n", "A1 Text a;b;c, B1 Text 1, A2 Text d;e;f, B2 Text 2"},
		{"one column", "Gao\nKidal\n", "A1 Text Gao, A2 Text Kidal"},
		{"guard", "a,'+223 66\n'',\"'=1\"\n", "A1 Text a, B1 Text +223 66, A2 Text '', B2 Text =1"},
		{"no end of line", "a,b", "A1 Text a, B1 Text b"},
		{"blank rows", "a,b\n , \n,\n1,2\n", "A1 Text a, B1 Text b, A4 Text 1, B4 Text 2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := rowText([]byte(c.file), "a.csv")
			if c.name == "late accent" {
				if !strings.HasSuffix(got, "A20002 Text é, B20002 Text 1") || err != nil {
					t.Errorf("the end is %q, %v", got[len(got)-40:], err)
				}
				return
			}
			if err != nil || got != c.want {
				t.Errorf("%q, %v; want %q", got, err, c.want)
			}
		})
	}
}

func FuzzReadWorkbook(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`, texts, styles)
	f.Add(`<row><c t="inlineStr"><is><t>x</t></is></c><c><f>1</f></c></row>`, "", "")
	f.Add(`<row r="2"/><row r="3"><c r="ZZ3" s="1"><v>1E9</v></c></row>`, "<sst><si>", "<cellXfs><xf/>")
	f.Fuzz(func(t *testing.T, rows, texts, styles string) {
		parts := data(rows)
		parts["xl/sharedStrings.xml"], parts["xl/styles.xml"] = texts, styles
		_, err := readAll("a.xlsx", bookOf(t, parts), DefaultLimits())
		faultOf(t, err)
	})
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("PK\x05\x06"), "a.xlsx")
	f.Add([]byte("a;b\n\"c\";d"), "a.csv")
	f.Add([]byte("\xFF\xFEa\x00;\x00"), "a.csv")
	f.Add([]byte("sep=;\n1;'=2"), "a.txt")
	f.Add([]byte("un champ,12345678,\x01 et un champ,\ttab\n\"deux \"\"mots\"\"\",Ménaka,M\xE9naka, blanc "), "a.csv")
	f.Add(bookOf(f, data(`<row><c><v>1</v></c></row>`)), "a.xlsx")
	f.Fuzz(func(t *testing.T, file []byte, name string) {
		cells, err := readAll(name, file, DefaultLimits())
		faultOf(t, err)
		for at, c := range cells {
			if c.Kind == Empty || c.Col < 1 || c.Text == "" {
				t.Errorf("%s: %+v", at, c)
			}
			if c.Hash != 0 && c.Hash != HashOf(c.Text) {
				t.Errorf("%s: the hash of %q is not %x", at, c.Text, c.Hash)
			}
		}
	})
}
