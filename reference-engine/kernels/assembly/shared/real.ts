/** The type of number that a build of the kernels is for. The build in double precision puts f64 in its place. */
export type Real = f32
