package pdftest

import "jianbao/layout/frame"

// Structure gives a document that has none the plainest structure, and returns
// it: each paragraph is a P of the Document, each picture a Figure. Folios,
// running heads and leaders stay artifacts.
func Structure(doc *frame.Document) *frame.Document {
	doc.Root = frame.NewNode(frame.RoleDocument)
	var paragraph *frame.Node
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			switch item := item.(type) {
			case *frame.Line:
				switch item.Kind {
				case frame.KindFolio, frame.KindHeader, frame.KindLeader:
					continue
				}
				if paragraph == nil || item.First {
					paragraph = doc.Root.Add(frame.RoleP)
				}
				item.Node = paragraph
			case *frame.Picture:
				if !item.Decorative {
					item.Node = doc.Root.Add(frame.RoleFigure)
					item.Node.Alt = item.Alt
				}
			}
		}
	}
	return doc
}
