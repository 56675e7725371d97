"""Matrix products: what they cost, and why machines with many simple lanes do them well.

Read the modules in this order; each is one idea, in NumPy, without pictures:

``product``      a product by loops, by vectors and by blocks, and its 2mkn operations, counted
``convolution``  a convolution directly, and as one matrix product (im2col)
``networks``     the multiply-adds of AlexNet, layer by layer
``machines``     a processor and a graphics processor as machines with lanes, a clock and latency
``offload``      what it costs to carry the data to the graphics processor, and when it pays
``roofline``     how fast a computation can be at the most, from the bytes that it moves
``jobs``         computations whose operations and bytes are known, to be timed
``measuring``    the roofs of this machine, and points below them, measured
``simt``         a simulator that runs a kernel thread by thread; built on ``memory`` (arrays that
                 check and count), ``texts`` and ``lines`` (which line a thread runs), ``warps``
                 (lock-step, transactions, bank conflicts), ``blocks`` (shared memory, barriers)
                 and ``results``
``kernels``      kernels for the simulator; ``gpu_kernels`` has the same for a real one

Sources: S. Williams, A. Waterman, D. Patterson, "Roofline: an insightful visual performance model
for multicore architectures", Communications of the ACM 52(4), 65-76 (2009); NVIDIA, "CUDA C++
Programming Guide"; A. Krizhevsky, I. Sutskever, G. Hinton, "ImageNet classification with deep
convolutional neural networks" (2012).
"""
