package pdftest

import (
	"encoding/binary"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"testing"
)

// Plate returns one plate of a file's first page as Ghostscript separates it:
// 0 is no ink, 255 solid.
func Plate(t testing.TB, file []byte, name string, dpi int) *image.Alpha {
	t.Helper()
	need(t, "gs")
	path := save(t, file)
	base := filepath.Join(filepath.Dir(path), "plate")
	run(t, nil, "gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-dLastPage=1", "-sDEVICE=tiffsep", "-sCompression=none",
		fmt.Sprintf("-r%d", dpi), "-sOutputFile="+base+".tif", path)
	data, err := os.ReadFile(base + "(" + name + ").tif")
	if err != nil {
		t.Fatal(err)
	}
	img, err := grayTIFF(data)
	if err != nil {
		t.Fatal(err)
	}
	for i := range img.Pix {
		img.Pix[i] = ^img.Pix[i] // a plate is drawn as black ink on white
	}
	return &image.Alpha{Pix: img.Pix, Stride: img.Stride, Rect: img.Rect}
}

// grayTIFF reads what tiffsep writes of a plate: 8 bits, no compression, little
// end first (TIFF 6.0, 2 and 4).
func grayTIFF(data []byte) (*image.Gray, error) {
	le := binary.LittleEndian
	if len(data) < 8 || string(data[:4]) != "II*\x00" {
		return nil, fmt.Errorf("no TIFF")
	}
	values := map[uint16][]int{}
	at := int(le.Uint32(data[4:]))
	for i := range int(le.Uint16(data[at:])) {
		entry := data[at+2+12*i:]
		kind, count, where := le.Uint16(entry[2:]), int(le.Uint32(entry[4:])), entry[8:]
		size := map[uint16]int{3: 2, 4: 4}[kind]
		if size*count > 4 {
			where = data[le.Uint32(where):]
		}
		for k := range count {
			switch kind {
			case 3:
				values[le.Uint16(entry)] = append(values[le.Uint16(entry)], int(le.Uint16(where[2*k:])))
			case 4:
				values[le.Uint16(entry)] = append(values[le.Uint16(entry)], int(le.Uint32(where[4*k:])))
			}
		}
	}
	width, height, offsets, counts := values[256], values[257], values[273], values[279]
	if len(width) != 1 || len(height) != 1 || len(offsets) != len(counts) || len(values[259]) != 1 || values[259][0] != 1 {
		return nil, fmt.Errorf("a TIFF of another kind: %v", values)
	}
	img := &image.Gray{Stride: width[0], Rect: image.Rect(0, 0, width[0], height[0])}
	for i, offset := range offsets {
		img.Pix = append(img.Pix, data[offset:offset+counts[i]]...)
	}
	if len(img.Pix) != width[0]*height[0] {
		return nil, fmt.Errorf("a TIFF of %d × %d with %d pixels", width[0], height[0], len(img.Pix))
	}
	return img, nil
}
