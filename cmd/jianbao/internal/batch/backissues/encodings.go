package backissues

import (
	"encoding/binary"
	"fmt"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

func with(e encoding.Encoding) func(string) ([]byte, error) {
	return func(s string) ([]byte, error) {
		b, err := e.NewEncoder().Bytes([]byte(s))
		if err != nil {
			return nil, fmt.Errorf("%.40q…: %w", s, err)
		}
		return b, nil
	}
}

func gbk(s string) ([]byte, error)     { return with(simplifiedchinese.GBK)(s) }
func gb18030(s string) ([]byte, error) { return with(simplifiedchinese.GB18030)(s) }
func big5(s string) ([]byte, error)    { return with(traditionalchinese.Big5)(s) }

// utf16Of encodes with or without a byte order mark.
func utf16Of(order binary.AppendByteOrder, mark bool) func(string) ([]byte, error) {
	return func(s string) ([]byte, error) {
		var b []byte
		if mark {
			b = order.AppendUint16(b, 0xFEFF)
		}
		for _, unit := range utf16.Encode([]rune(s)) {
			b = order.AppendUint16(b, unit)
		}
		return b, nil
	}
}

func utf8Mark(s string) ([]byte, error) { return []byte("\xEF\xBB\xBF" + s), nil }
