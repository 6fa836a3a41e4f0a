package icc

import (
	"bytes"
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// Condition is a printing condition: paper, inks and press.
type Condition struct {
	ID       string   // OutputConditionIdentifier: "CGATS TR 006", "FOGRA39"
	Name     string   // for display
	Registry string   // http://www.color.org for those of the ICC's registry; empty for others
	TotalInk int      // greatest total of inks in one place, in percent
	Profile  *Profile // nil: only the registered name, which PDF/X-1a accepts
}

// Registry is the URL of the ICC's registry of characterization data.
const Registry = "http://www.color.org"

// tr006 was made from the characterization data of ANSI CGATS/GRACoL TR 006-2007;
// profiles/README.md describes how.
//
//go:embed profiles/GRACoL-TR006.icc
var tr006 []byte

var bundled = sync.OnceValue(func() *Condition {
	c, _ := Lookup("CGATS TR 006")
	p, err := Parse(tr006)
	if err != nil {
		panic("icc: " + err.Error())
	}
	c.Profile = p
	return &c
})

// Bundled returns the default printing condition: CGATS TR 006, with its
// profile. The value is shared; callers must not change it.
func Bundled() *Condition { return bundled() }

// registered holds conditions of the ICC's registry, sorted by ID.
//
// The registry limits no ink. Limits are those that the makers of the usual
// separation profiles for a condition chose: ECI's for FOGRA39 (ISO Coated v2,
// 330 %), FOGRA45 and 46 (PSO LWC, 300 %), FOGRA47 (PSO Uncoated, 300 %),
// FOGRA51 (PSO Coated v3, 300 %) and FOGRA52 (PSO Uncoated v3, 300 %); Adobe's
// for JC200103 (Japan Color 2001 Coated, 350 %), JC200104 (Uncoated, 310 %),
// JCN2002 (Newspaper, 240 %), JCW2003 (Web Coated, 350 %) and FOGRA27 (Coated,
// 350 %). Adobe's 350 % for FOGRA28 and 29 is more than heatset web presses and
// uncoated paper usually bear: 300 % here. SWOP's 300 % for CGATS TR 001, 003
// and 005; GRACoL's guideline for coated sheets of grade 1 and 2 for CGATS TR
// 006 and its successor CRPC6 (320 %). For the rest of CGATS.21-2, whose papers
// lie between, the limit is that of the nearest of these. A printer's own limit
// takes precedence over all of them.
var registered = []Condition{
	{ID: "CGATS TR 001", Name: "SWOP, web offset, coated paper of grade 5 (1995)", TotalInk: 300},
	{ID: "CGATS TR 003", Name: "SWOP 2006, web offset, coated paper of grade 3", TotalInk: 300},
	{ID: "CGATS TR 005", Name: "SWOP 2006, web offset, coated paper of grade 5", TotalInk: 300},
	{ID: "CGATS TR 006", Name: "GRACoL 2006, sheetfed offset, coated paper of grade 1 (ISO 12647-2)", TotalInk: 320},
	{ID: "CGATS21-2-CRPC1", Name: "Universal Coldset News (CGATS.21-2)", TotalInk: 240},
	{ID: "CGATS21-2-CRPC3", Name: "Universal Premium Uncoated (CGATS.21-2)", TotalInk: 300},
	{ID: "CGATS21-2-CRPC5", Name: "Universal Publication Coated (CGATS.21-2), SWOP 2013", TotalInk: 300},
	{ID: "CGATS21-2-CRPC6", Name: "Universal Premium Coated (CGATS.21-2), GRACoL 2013", TotalInk: 320},
	{ID: "FOGRA27", Name: "Offset, paper types 1 and 2, coated, positive plates (ISO 12647-2:1996)", TotalInk: 350},
	{ID: "FOGRA28", Name: "Web offset, paper type 3, light weight coated (ISO 12647-2:1996)", TotalInk: 300},
	{ID: "FOGRA29", Name: "Offset, paper type 4, uncoated white (ISO 12647-2:1996)", TotalInk: 300},
	{ID: "FOGRA39", Name: "Offset, paper types 1 and 2, coated, 115 g/m² (ISO 12647-2:2004/Amd 1)", TotalInk: 330},
	{ID: "FOGRA45", Name: "Web offset, improved light weight coated paper (ISO 12647-2:2004/Amd 1)", TotalInk: 300},
	{ID: "FOGRA46", Name: "Web offset, light weight coated paper (ISO 12647-2:2004/Amd 1)", TotalInk: 300},
	{ID: "FOGRA47", Name: "Offset, paper type 4, uncoated white, 115 g/m² (ISO 12647-2:2004/Amd 1)", TotalInk: 300},
	{ID: "FOGRA51", Name: "Offset, premium coated paper, moderate brightening, 115 g/m² (ISO 12647-2:2013)", TotalInk: 300},
	{ID: "FOGRA52", Name: "Offset, wood-free uncoated paper, high brightening, 120 g/m² (ISO 12647-2:2013)", TotalInk: 300},
	{ID: "JC200103", Name: "Japan Color 2001, sheetfed offset, paper type 3, coated, 105 g/m²", TotalInk: 350},
	{ID: "JC200104", Name: "Japan Color 2001, sheetfed offset, paper type 4, uncoated, 105 g/m²", TotalInk: 310},
	{ID: "JCN2002", Name: "Japan Color 2002, newspaper", TotalInk: 240},
	{ID: "JCW2003", Name: "Japan Color 2003, heatset web offset, paper type 3, coated", TotalInk: 350},
}

// Conditions returns the registered conditions, without profiles, sorted by ID.
func Conditions() []Condition {
	list := slices.Clone(registered)
	for i := range list {
		list[i].Registry = Registry
	}
	return list
}

// Lookup returns the registered condition with a name, ignoring spaces, hyphens
// and case ("fogra 39"), and the suffix L that names of data sets have in some
// profiles ("FOGRA39L"); ok is false if there is none.
func Lookup(id string) (Condition, bool) {
	want := plain(id)
	for _, c := range Conditions() {
		if name := plain(c.ID); want == name || strings.HasPrefix(name, "FOGRA") && want == name+"L" {
			return c, true
		}
	}
	return Condition{}, false
}

func plain(id string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '_' || r == '.' {
			return -1
		}
		return r
	}, strings.ToUpper(id))
}

// IsOf reports whether a profile, sound or not, is one of the condition: the
// condition's own, or its description names the characterization data, as several
// makers' profiles of one condition do.
func (c *Condition) IsOf(profile []byte) bool {
	name := Name(profile)
	if c.Profile != nil && (bytes.Equal(profile, c.Profile.Data) || name != "" && name == c.Profile.Description) {
		return true
	}
	_, registered := Lookup(c.ID)
	return registered && mentions(name, c.ID)
}

// mentions reports whether a description names the data set of a condition: "Coated
// FOGRA39 (ISO 12647-2:2004)" names FOGRA39, and not FOGRA3.
func mentions(description, id string) bool {
	_, rest, found := strings.Cut(plain(description), plain(id))
	return found && (rest == "" || rest[0] < '0' || rest[0] > '9')
}
