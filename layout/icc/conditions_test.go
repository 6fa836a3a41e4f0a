package icc

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"slices"
	"strings"
	"testing"
)

func TestConditions(t *testing.T) {
	list := Conditions()
	if !slices.IsSortedFunc(list, func(a, b Condition) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("conditions are not sorted")
	}
	for _, c := range list {
		if c.Registry != Registry || c.Name == "" || c.TotalInk < 220 || c.TotalInk > 350 || c.Profile != nil {
			t.Errorf("%+v", c)
		}
	}
	for id, want := range map[string]string{
		"fogra 39": "FOGRA39", "FOGRA39L": "FOGRA39", "Fogra-51": "FOGRA51", "cgats tr006": "CGATS TR 006",
		"CGATS21-2-CRPC6": "CGATS21-2-CRPC6", "jc200103": "JC200103", "FOGRA3": "", "": "", "CRPC6": "",
	} {
		c, ok := Lookup(id)
		if c.ID != want || ok != (want != "") {
			t.Errorf("Lookup(%q) = %q, %v; want %q", id, c.ID, ok, want)
		}
	}
}

func TestBundled(t *testing.T) {
	c := Bundled()
	p := c.Profile
	if c.ID != "CGATS TR 006" || c.Registry != Registry || p.Class != "prtr" || p.Space != CMYK || p.Version != [2]uint8{2, 2} {
		t.Errorf("%s %s %s %v %v", c.ID, c.Registry, p.Class, p.Space, p.Version)
	}
	for _, s := range []Standard{PDFX1a, PDFX4} {
		if err := p.Printing(s); err != nil {
			t.Error(err)
		}
	}
	if !strings.HasPrefix(p.Description, "GRACoL coated") {
		t.Errorf("description %q", p.Description)
	}
	sum := sha256.Sum256(p.Data)
	readme, err := os.ReadFile("profiles/README.md")
	if err != nil || !strings.Contains(string(readme), hex.EncodeToString(sum[:])) {
		t.Errorf("README.md has another checksum than %x (%v)", sum, err)
	}
}

func TestInk(t *testing.T) {
	pix := []byte{255, 255, 255, 255, 255, 128, 0, 128, 0, 0, 0, 255, 10, 20, 30, 40}
	if got := TotalInk(pix); got != 400 {
		t.Errorf("TotalInk = %d", got)
	}
	if got := TotalInk([]byte{255, 1, 0, 0}); got != 101 { // rounded up
		t.Errorf("TotalInk = %d, want 101", got)
	}
	for limit := range 401 {
		got := slices.Clone(pix)
		if before := LimitInk(got, limit); before != 400 {
			t.Fatalf("before = %d", before)
		}
		for i := 0; i < len(got); i += 4 {
			sum := int(got[i]) + int(got[i+1]) + int(got[i+2]) + int(got[i+3])
			if sum*100 > limit*255 && sum > int(pix[i+3]) {
				t.Fatalf("limit %d: %v", limit, got[i:i+4])
			}
			if got[i+3] != pix[i+3] {
				t.Fatalf("limit %d: black changed in %v", limit, got[i:i+4])
			}
			if was := int(pix[i]) + int(pix[i+1]) + int(pix[i+2]) + int(pix[i+3]); was*100 <= limit*255 && !slices.Equal(got[i:i+4], pix[i:i+4]) {
				t.Fatalf("limit %d: %v became %v without need", limit, pix[i:i+4], got[i:i+4])
			}
		}
	}
}
