package pdf

import (
	"image"
	"os"
	"strings"
	"testing"

	"jianbao/fonts"
	"jianbao/layout/pdf/pdftest"
	"jianbao/layout/unit"
)

// compareInk checks that two files look the same: as much ink, on the same
// places. Edges are smoothed in other ways for text and for paths, and text in
// large sizes is put on whole pixels, so what is asked is that the pages differ
// less than if one were moved by a pixel, which is half a point.
func compareInk(t *testing.T, got, want []byte) {
	t.Helper()
	a, b := pdftest.Gray(t, got, 150), pdftest.Gray(t, want, 150)
	if len(a) != len(b) {
		t.Fatalf("%d pages, want %d", len(a), len(b))
	}
	for n := range a {
		if a[n].Rect != b[n].Rect {
			t.Fatalf("page %d: %v, want %v", n+1, a[n].Rect, b[n].Rect)
		}
		inkA, inkB := darkness(a[n]), darkness(b[n])
		if d := max(inkA-inkB, inkB-inkA); d*100 > inkB || inkB == 0 {
			t.Errorf("page %d: ink %d, want %d", n+1, inkA, inkB)
		}
		here := apart(a[n], b[n], 0, 0)
		for _, by := range [...][2]int{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
			if there := apart(a[n], b[n], by[0], by[1]); here*11/10 > there {
				t.Errorf("page %d: differs by %d, moved by %v by %d", n+1, here, by, there)
			}
		}
	}
}

func darkness(img *image.Gray) int {
	sum := 0
	for _, v := range img.Pix {
		sum += 255 - int(v)
	}
	return sum
}

// apart sums up by how much a differs from b moved by dx and dy.
func apart(a, b *image.Gray, dx, dy int) int {
	sum := 0
	for y := 1; y < a.Rect.Dy()-1; y++ {
		for x := 1; x < a.Rect.Dx()-1; x++ {
			v, w := a.Pix[y*a.Stride+x], b.Pix[(y+dy)*b.Stride+x+dx]
			sum += int(max(v, w) - min(v, w))
		}
	}
	return sum
}

func TestOutlinedText(t *testing.T) {
	doc := sample(t)
	for _, standard := range []Standard{X4, X1a} {
		opt := Options{Standard: standard, Bleed: unit.FromMM(3000)}
		text := printFile(t, doc, opt)
		opt.OutlineText = true
		file := printFile(t, doc, opt)
		pdftest.Validate(t, file)
		pdftest.PDFX(t, file, map[Standard]string{X4: "4", X1a: "1a"}[standard], "--plates", "Black,Red", "--bleed", "3")
		if strings.Contains(string(file), "/FontDescriptor") || strings.Contains(string(file), "/Font") {
			t.Error("the file has fonts")
		}
		for n, lines := range pdftest.Text(t, pdftest.Pdfium, file) {
			if len(lines) > 0 {
				t.Errorf("page %d has text: %q", n+1, lines)
			}
		}
		if standard == X4 {
			compareInk(t, file, text)
		}
	}
}

// TestOutlinedCFF is for outlines that are cubic in the font.
func TestOutlinedCFF(t *testing.T) {
	const path = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Skip("needs " + path)
	}
	cff, err := fonts.Open(data, 2)
	if err != nil {
		t.Fatal(err)
	}
	s := setter(t)
	s.Han = cff
	doc := longDoc(t, 1)
	doc.Pages[0].Items = append(doc.Pages[0].Items, s.Line("他说：“好。”然后（见《通知》）就走了。", 60*unit.Pt, 200*unit.Pt))
	file := printFile(t, doc, Options{OutlineText: true})
	pdftest.Validate(t, file)
	compareInk(t, file, printFile(t, doc, Options{}))
}
