package opc

import "fmt"

// Problem is what is wrong with a package.
type Problem uint8

// The problems. The comments say what Part and Value of the Error are; what is not
// named is empty.
const (
	NotPackage   Problem = iota + 1 // it is no package of Office Open XML
	CutOff                          // the zip archive has no directory at its end: the file is incomplete
	Damaged                         // Part: its bytes are not those that were packed, or it has another size than the archive says; Part empty: the archive itself
	Protected                       // Part: it is encrypted
	Method                          // Part is compressed by a method that office programs do not use; Value: its number
	UnsafeName                      // Part is a name that leaves the package: absolute, or with ".."
	Duplicate                       // Part: two parts have this name
	TooManyParts                    // Value: MaxParts
	PartTooLarge                    // Part; Value: MaxPart in MiB
	TooLarge                        // Value: MaxUnpacked in MiB
	Missing                         // Part: there is none of that name
	DTD                             // Part has a document type declaration
	TooDeep                         // Part; Value: MaxDepth
	TooManyNodes                    // Part; Value: MaxNodes
	Encoding                        // Part; Value: name of an encoding that is not supported, or "" if the bytes are not in the encoding declared
	Syntax                          // Part is no well-formed XML; Value: what was found, in English
)

// Error is an error of this package.
type Error struct {
	Problem Problem
	Part    string // name of the part, as the archive spells it
	Value   string
	Offset  int // bytes of the part, of Syntax, DTD and TooDeep
}

func (e *Error) Error() string {
	text := [...]string{
		NotPackage:   "not a package of Office Open XML",
		CutOff:       "the file is incomplete",
		Damaged:      "damaged",
		Protected:    "encrypted",
		Method:       "unknown compression method",
		UnsafeName:   "unsafe name",
		Duplicate:    "two parts of one name",
		TooManyParts: "too many parts",
		PartTooLarge: "part too large",
		TooLarge:     "too large",
		Missing:      "missing part",
		DTD:          "document type declaration",
		TooDeep:      "elements nested too deeply",
		TooManyNodes: "too many elements",
		Encoding:     "unsupported encoding",
		Syntax:       "not well-formed",
	}[e.Problem]
	if e.Value != "" {
		text += ": " + e.Value
	}
	if e.Offset > 0 {
		text += fmt.Sprintf(" at byte %d", e.Offset)
	}
	if e.Part != "" {
		text = e.Part + ": " + text
	}
	return text
}
