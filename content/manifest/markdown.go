package manifest

import (
	"jianbao/content"
	"jianbao/content/diag"
)

func (l *loader) markdown(src *diag.Source) ([]content.Block, bool) {
	l.log.Add("file-extension", diag.Span{Source: src}, ".md")
	return nil, false
}
