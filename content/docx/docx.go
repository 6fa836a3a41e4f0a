// Package docx reads documents of Word and WPS (Office Open XML, ECMA-376) as the
// blocks of an article. What a document says is taken; how it looks is the theme's
// business. Whatever is not taken is reported with its place.
//
// The text of a document is extracted to a diag.Source, one paragraph a line, so that
// findings have places that people find with their word processor.
package docx

import (
	"bytes"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/docx/opc"
)

// Changes says what is done with tracked changes and with text that is struck out.
type Changes uint8

// The decisions about tracked changes.
const (
	Undecided Changes = iota // there must be none
	Accept
	Reject
)

// Options say how a document is read.
type Options struct {
	Path    string // as shown in findings
	Changes Changes
	Skip    map[int]bool // ordinals, from 1, of pictures that are left out
}

// Document is the content of a document.
type Document struct {
	Source *diag.Source // the extracted text; File holds the document
	Blocks []content.Block
	// Title is the text of the paragraphs of style Title, else of the first paragraph,
	// or the first below the head of an official document, if it is centred: Lines are
	// the blocks that it consists of. It is empty if there is neither.
	Title content.Text
	Lines []content.Block
	// Joined reports whether several centred paragraphs were taken for one title.
	// Doubtful is a centred paragraph below the title that may be part of it.
	Joined   bool
	Doubtful content.Block
	// Centred holds the blocks that are centred, or have a style of what stands above
	// the text of an article.
	Centred map[content.Block]bool
	// NotesAtEnd reports whether all notes, those of tables aside, are endnotes.
	NotesAtEnd bool
	// Pictures holds the pictures in their order; nil is one that was left out, or that
	// cannot be read.
	Pictures []*content.Picture
	// Styled reports whether a heading is one by its style or outline level.
	Styled bool
}

// Read reads a document. Problems are added to log; the document has what could be
// read, and is nil if the file cannot be opened. ok is false if there are errors.
func Read(data []byte, o Options, log *diag.List) (doc *Document, ok bool) {
	before := log.Count(diag.Error)
	pkg, main := open(data, o.Path, log)
	if pkg == nil {
		return nil, false
	}
	r := &reader{
		extract: extract{src: &diag.Source{Path: o.Path, File: data, Data: []byte{}}},
		log:     &findings{log, map[diag.Code]int{}}, changes: o.Changes, left: o.Skip, pkg: pkg,
	}
	r.readParts()
	if !r.bounded(main) {
		return nil, false
	}
	r.body(main.Root().Child("w:body"))
	r.finish()
	return r.document(), log.Count(diag.Error) == before
}

// open opens a document and its main part; pkg is nil if that is impossible, which is
// reported.
func open(data []byte, path string, log *diag.List) (pkg *opc.Package, main *opc.Tree) {
	whole := diag.Whole(path)
	if kind := opc.KindOf(data); kind != opc.Word && kind != opc.BrokenZip {
		reportKind(kind, whole, path, log)
		return nil, nil
	}
	pkg, err := opc.Open(data)
	if err == nil {
		name := pkg.Main()
		if name == "" {
			err = &opc.Error{Problem: opc.Missing, Part: "word/document.xml"}
		} else if main, err = pkg.XML(name); err == nil && main.Root().Name() != "w:document" {
			err = &opc.Error{Problem: opc.Missing, Part: "w:document"}
		}
	}
	if err != nil {
		reportPackage(err, whole, log)
		return nil, nil
	}
	if pkg.Macros() {
		log.Add("docx-macros", whole)
	}
	return pkg, main
}

// IsWord reports whether the bytes of a file are those of a document that Read reads.
func IsWord(data []byte) bool {
	return bytes.HasPrefix(data, []byte("PK")) && opc.KindOf(data) == opc.Word
}
