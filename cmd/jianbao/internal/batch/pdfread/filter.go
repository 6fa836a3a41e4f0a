package pdfread

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"errors"
	"io"
)

// known reports whether a filter is one of ISO 32000 that this package does not
// decode: those of pictures, and LZW, which archival files must not use.
func known(filter Name) bool {
	switch filter {
	case "DCTDecode", "JPXDecode", "CCITTFaxDecode", "JBIG2Decode", "LZWDecode":
		return true
	}
	return false
}

// errUnread stops decoding at a filter that this package does not decode.
var errUnread = errors.New("not unpacked")

// Unpack returns the decoded content of a stream; more than limit bytes are an
// error.
func (f *File) Unpack(s *Stream, limit int64) ([]byte, error) {
	var b bytes.Buffer
	err := f.copy(&b, s, min(limit, maxInMemory), true)
	return b.Bytes(), err
}

func (f *File) unpack(s *Stream) ([]byte, error) { return f.Unpack(s, maxInMemory) }

// Copy writes the decoded content of a stream to w.
func (f *File) Copy(w io.Writer, s *Stream) error { return f.copy(w, s, maxUnpacked, true) }

// Test decodes a stream up to a picture filter and discards the result. It
// returns an error if a checksum is wrong or a filter unknown.
func (f *File) Test(s *Stream) error {
	err := f.copy(io.Discard, s, maxUnpacked, false)
	if errors.Is(err, errUnread) {
		return nil
	}
	return err
}

// copy decodes a stream to w. Predictors are undone if predict is set.
func (f *File) copy(w io.Writer, s *Stream, limit int64, predict bool) error {
	at := f.offset(s)
	filters, parms, err := f.filters(s.Dict)
	if err != nil {
		return err
	}
	var r io.Reader = bytes.NewReader(s.Raw)
	for i, name := range filters {
		switch name {
		case "FlateDecode":
			z, err := zlib.NewReader(r)
			if err != nil {
				return &Error{BadStream, at, string(name)}
			}
			r = z
			if predict {
				if r, err = predicted(r, parms[i]); err != nil {
					return &Error{BadStream, at, string(name)}
				}
			}
		case "ASCIIHexDecode":
			r = &asciiHex{r: r}
		case "ASCII85Decode":
			data, err := io.ReadAll(r)
			data = bytes.TrimRight(data, "\x00\t\n\f\r ")
			data, ok := bytes.CutSuffix(data, []byte("~>"))
			if err != nil || !ok {
				return &Error{BadStream, at, string(name)}
			}
			r = ascii85.NewDecoder(bytes.NewReader(data))
		case "RunLengthDecode":
			r = &runLength{r: r}
		default:
			if !known(name) {
				return &Error{Filter, at, string(name)}
			}
			if predict {
				return &Error{Filter, at, string(name)} // the content is required
			}
			// The filters before the picture's own coding are tested.
			if err := f.drain(io.Discard, r, limit, at); err != nil {
				return err
			}
			return errUnread
		}
	}
	return f.drain(w, r, limit, at)
}

func (f *File) drain(w io.Writer, r io.Reader, limit int64, at int) error {
	limit = min(limit, f.limit-f.spent)
	n, err := io.Copy(w, io.LimitReader(r, limit+1))
	f.spent += n
	switch {
	case n > limit:
		return &Error{Kind: TooLarge, At: at}
	case err != nil:
		return &Error{Kind: BadStream, At: at}
	}
	return nil
}

// offset returns the position of a stream in the file, for messages; 0 if
// unknown.
func (f *File) offset(s *Stream) int {
	if len(s.Raw) == 0 {
		return 0
	}
	// Raw is a subslice of data.
	return cap(f.data) - cap(s.Raw)
}

// filters returns the filters of a stream with their parameters.
func (f *File) filters(d *Dict) (names []Name, parms []*Dict, err error) {
	filter, err := f.Resolve(d.Get("Filter"))
	if err != nil {
		return nil, nil, err
	}
	parm, err := f.Resolve(d.Get("DecodeParms"))
	if err != nil {
		return nil, nil, err
	}
	switch v := filter.(type) {
	case nil:
		return nil, nil, nil
	case Name:
		p, _ := parm.(*Dict)
		return []Name{v}, []*Dict{p}, nil
	case Array:
		list, _ := parm.(Array)
		const most = 8
		if len(v) > most {
			return nil, nil, &Error{Kind: Filter}
		}
		for i := range v {
			o, err := f.Resolve(v[i])
			name, ok := o.(Name)
			if err != nil || !ok {
				return nil, nil, &Error{Kind: Filter}
			}
			var p *Dict
			if i < len(list) {
				if p, err = f.Dict(list[i]); err != nil {
					return nil, nil, err
				}
			}
			names, parms = append(names, name), append(parms, p)
		}
		return names, parms, nil
	}
	return nil, nil, &Error{Kind: Filter}
}

// asciiHex decodes ASCIIHexDecode (7.4.2).
type asciiHex struct {
	r    io.Reader
	done bool
}

func (h *asciiHex) Read(p []byte) (n int, err error) {
	var c [1]byte
	half := -1
	for n < len(p) && !h.done {
		if _, err := io.ReadFull(h.r, c[:]); err != nil {
			return n, io.ErrUnexpectedEOF
		}
		d := bytes.IndexByte([]byte("0123456789abcdef"), c[0]|0x20)
		switch {
		case c[0] == '>':
			h.done = true
			if half >= 0 {
				p[n] = byte(half << 4)
				n++
			}
		case isSpace(c[0]):
		case d < 0 || c[0] < '0':
			return n, errors.New("not a hexadecimal digit")
		case half < 0:
			half = d
		default:
			p[n] = byte(half<<4 | d)
			n++
			half = -1
		}
	}
	if n == 0 && h.done {
		return 0, io.EOF
	}
	return n, nil
}

// runLength decodes RunLengthDecode (7.4.5).
type runLength struct {
	r    io.Reader
	left []byte
	done bool
}

func (d *runLength) Read(p []byte) (int, error) {
	var c [1]byte
	for len(d.left) == 0 {
		if d.done {
			return 0, io.EOF
		}
		if _, err := io.ReadFull(d.r, c[:]); err != nil {
			return 0, io.ErrUnexpectedEOF
		}
		switch n := int(c[0]); {
		case n == 128:
			d.done = true
		case n < 128:
			d.left = make([]byte, n+1)
			if _, err := io.ReadFull(d.r, d.left); err != nil {
				return 0, io.ErrUnexpectedEOF
			}
		default:
			if _, err := io.ReadFull(d.r, c[:]); err != nil {
				return 0, io.ErrUnexpectedEOF
			}
			d.left = bytes.Repeat(c[:], 257-n)
		}
	}
	n := copy(p, d.left)
	d.left = d.left[n:]
	return n, nil
}
