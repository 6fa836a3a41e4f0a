package raster

import (
	"bytes"
	"context"
	"sync"

	"jianbao/content/parallel"
	"jianbao/layout/pdf/object"
	"jianbao/layout/pdf/raster/deflate"
)

// bandSize is about how many bytes of rows are converted and deflated at once.
// The cuts depend on the picture alone, never on the number of workers.
const bandSize = 384 << 10

// plainLevel is the level of deflate for rows without a predictor, of bits and
// indices: higher ones save some hundredths and take several times as long.
const plainLevel = 4

// inFlight is how many bytes of decoded pictures there may be at once; a larger
// picture is alone.
const inFlight = 192 << 20

// pool is shared by pictures while they are made: a scratch for each worker, so that
// no more work at once than there are workers, whether on bands of one picture or on
// several, and a bound on the memory of rasters.
type pool struct {
	scratches chan *scratch
	workers   int
	context   context.Context // nil: nothing ends the work

	mu   sync.Mutex
	free *sync.Cond
	used int // bytes of rasters
}

func newPool(r Resources) (*pool, error) {
	p := &pool{scratches: make(chan *scratch, r.Workers), workers: r.Workers, context: r.Context}
	p.free = sync.NewCond(&p.mu)
	if r.Level == 0 {
		r.Level = plainLevel
	}
	for range r.Workers {
		d, err := object.NewDeflater(r.Level)
		if err != nil {
			return nil, err
		}
		p.scratches <- &scratch{deflater: d, encoder: new(deflate.Encoder)}
	}
	return p, nil
}

// reserve waits until there is room for size bytes of a raster; release gives
// it back.
func (p *pool) reserve(size int) {
	p.mu.Lock()
	for p.used > 0 && p.used+size > inFlight {
		p.free.Wait()
	}
	p.used += size
	p.mu.Unlock()
}

func (p *pool) release(size int) {
	p.mu.Lock()
	p.used -= size
	p.mu.Unlock()
	p.free.Broadcast()
}

// work calls do with a scratch, once one is free.
func (p *pool) work(do func(s *scratch)) {
	s := <-p.scratches
	defer func() { p.scratches <- s }()
	do(s)
}

// ended reports whether the context is done.
func (p *pool) ended() bool { return p.context != nil && p.context.Err() != nil }

// bands calls do for each band of rows, in as many goroutines as are free.
func (p *pool) bands(px *pixels, do func(s *scratch, n, from, to int)) {
	rows, n := px.bands()
	parallel.For(p.workers, n, func(i int) {
		if p.ended() {
			return
		}
		p.work(func(s *scratch) { do(s, i, i*rows, min(px.height, (i+1)*rows)) })
	})
}

// bands returns the rows of a band and the number of bands.
func (p *pixels) bands() (rows, n int) {
	rows = max(1, bandSize/p.size())
	return rows, (p.height + rows - 1) / rows
}

// deflate returns the rows in zlib form, with predictor 15 if predicted is set.
func (p *pool) deflate(px *pixels, predicted bool) ([]byte, error) {
	_, n := px.bands()
	pieces, errs := make([]object.Piece, n), make([]error, n)
	p.bands(px, func(s *scratch, i, from, to int) {
		last := i == n-1
		if !predicted {
			pieces[i], errs[i] = s.deflater.Piece(px.rows(s, from, to), last)
			return
		}
		s.predictRows(px, from, to)
		s.coded = s.encoder.Append(s.coded[:0], s.predicted, last)
		pieces[i] = object.NewPiece(bytes.Clone(s.coded), s.predicted)
	})
	if p.ended() {
		return nil, p.context.Err()
	}
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return object.Join(pieces), nil
}

// predictRows leaves the rows under their predictors in s.predicted.
func (s *scratch) predictRows(p *pixels, from, to int) {
	size := p.size()
	s.above = resize(s.above, size)
	if from == 0 {
		clear(s.above)
	} else {
		copy(s.above, p.rows(s, from-1, from))
	}
	rows := p.rows(s, from, to)
	s.predictor.bpp, s.predictor.size, s.predictor.encoder = p.channels, size, s.encoder
	s.predicted = s.predictor.predict(s.predicted[:0], rows, s.above)
}
